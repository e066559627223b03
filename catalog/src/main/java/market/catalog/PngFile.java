package market.catalog;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.zip.CRC32;

/** The chunks of a PNG file; only those that make its pixels are decoded. */
final class PngFile {

    private static final int SIGNATURE_BYTES = 8;
    private static final int AROUND_BYTES = 12;
    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngFile() {}

    static PictureFile read(PictureBytes bytes) throws UnfitPictureException {
        var pixels = new ByteArrayOutputStream(bytes.length());
        pixels.write(bytes.all(), 0, SIGNATURE_BYTES);
        if (!bytes.name(SIGNATURE_BYTES + 4).equals("IHDR")) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        var width = bytes.bigInt(SIGNATURE_BYTES + 8);
        var height = bytes.bigInt(SIGNATURE_BYTES + 12);
        var orientation = 1;
        var position = SIGNATURE_BYTES;
        for (var name = ""; !name.equals("IEND"); ) {
            name = bytes.name(position + 4);
            var length = bytes.lengthOf(position + AROUND_BYTES, bytes.bigInt(position));
            check(bytes, position, name, length);
            if (PIXELS.contains(name)) {
                pixels.write(bytes.all(), position, length + AROUND_BYTES);
            } else if (name.equals("eXIf")) {
                orientation = bytes.orientation(position + 8, length);
            }
            position += length + AROUND_BYTES;
        }
        if (position != bytes.length()) {
            throw new UnfitPictureException(PictureFault.HIDDEN_CONTENT);
        }
        return new PictureFile(PictureFile.Format.PNG, side(width), side(height), orientation, pixels.toByteArray());
    }

    private static int side(long pixels) {
        return (int) Math.min(pixels, Integer.MAX_VALUE);
    }

    private static void check(PictureBytes bytes, int position, String name, int length) throws UnfitPictureException {
        var sum = new CRC32();
        sum.update(bytes.all(), position + 4, length + 4);
        var isNeeded = Character.isUpperCase(name.charAt(0));
        if (sum.getValue() != bytes.bigInt(position + 8 + length) || (isNeeded && !PIXELS.contains(name))) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        if (name.equals("acTL")) {
            throw new UnfitPictureException(PictureFault.UNSUPPORTED_TYPE);
        }
        if (!name.equals("IDAT")) {
            PictureFile.refuseForeign(bytes, position + 8, length);
        }
    }
}
