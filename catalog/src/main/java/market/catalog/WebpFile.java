package market.catalog;

/** The chunks of a WebP file. */
final class WebpFile {

    private static final int HEAD_BYTES = 12;
    private static final int SIDE_BITS = 0x3FFF;
    private static final int ANIMATED = 0x02;

    private final PictureBytes bytes;
    private int canvasWidth;
    private int canvasHeight;
    private int width;
    private int height;
    private int orientation = 1;

    private WebpFile(PictureBytes bytes) {
        this.bytes = bytes;
    }

    static PictureFile read(PictureBytes bytes) throws UnfitPictureException {
        var said = bytes.littleInt(4) + 8;
        var whole = said + (said & 1);
        if (said > bytes.length()) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        if (whole < bytes.length()) {
            throw new UnfitPictureException(PictureFault.HIDDEN_CONTENT);
        }
        var file = new WebpFile(bytes);
        file.readChunks();
        if (file.width == 0
                || (file.canvasWidth != 0 && (file.canvasWidth != file.width || file.canvasHeight != file.height))) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        return new PictureFile(PictureFile.Format.WEBP, file.width, file.height, file.orientation, bytes.all());
    }

    private void readChunks() throws UnfitPictureException {
        var position = HEAD_BYTES;
        while (position < bytes.length()) {
            var name = bytes.name(position);
            var content = position + 8;
            var length = bytes.lengthOf(content, bytes.littleInt(position + 4));
            switch (name) {
                case "VP8 " -> readLossy(content);
                case "VP8L" -> readLossless(content);
                case "VP8X" -> readCanvas(content);
                case "ANIM", "ANMF" -> throw new UnfitPictureException(PictureFault.UNSUPPORTED_TYPE);
                case "ALPH" -> {}
                case "EXIF" -> {
                    PictureFile.refuseForeign(bytes, content, length);
                    orientation = bytes.orientation(content, length);
                }
                default -> PictureFile.refuseForeign(bytes, content, length);
            }
            position = content + length + (length & 1);
        }
    }

    private void readLossy(int content) throws UnfitPictureException {
        if (!bytes.startsWith(content + 3, 0x9D, 0x01, 0x2A)) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        found(bytes.littleShort(content + 6) & SIDE_BITS, bytes.littleShort(content + 8) & SIDE_BITS);
    }

    private void readLossless(int content) throws UnfitPictureException {
        if (!bytes.startsWith(content, 0x2F)) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        var sides = bytes.littleInt(content + 1);
        found((int) (sides & SIDE_BITS) + 1, (int) (sides >> 14 & SIDE_BITS) + 1);
    }

    private void found(int newWidth, int newHeight) throws UnfitPictureException {
        if (width != 0) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        width = newWidth;
        height = newHeight;
    }

    private void readCanvas(int content) throws UnfitPictureException {
        if ((bytes.at(content) & ANIMATED) != 0) {
            throw new UnfitPictureException(PictureFault.UNSUPPORTED_TYPE);
        }
        canvasWidth = (bytes.littleShort(content + 4) | bytes.at(content + 6) << 16) + 1;
        canvasHeight = (bytes.littleShort(content + 7) | bytes.at(content + 9) << 16) + 1;
    }
}
