package market.catalog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads a picture file number by number; what lies behind its end means that it is broken. */
final class PictureBytes {

    private static final int ORIENTATION = 0x0112;
    private static final int UPRIGHT = 1;

    private final byte[] bytes;

    PictureBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    byte[] all() {
        return bytes;
    }

    int at(int position) throws UnfitPictureException {
        if (position < 0 || position >= bytes.length) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        return bytes[position] & 0xFF;
    }

    int bigShort(int position) throws UnfitPictureException {
        return at(position) << 8 | at(position + 1);
    }

    int littleShort(int position) throws UnfitPictureException {
        return at(position + 1) << 8 | at(position);
    }

    long bigInt(int position) throws UnfitPictureException {
        return (long) bigShort(position) << 16 | bigShort(position + 2);
    }

    long littleInt(int position) throws UnfitPictureException {
        return (long) littleShort(position + 2) << 16 | littleShort(position);
    }

    /** A length that stands in the file, of a part that must end within it. */
    int lengthOf(int from, long length) throws UnfitPictureException {
        if (length < 0 || length > bytes.length - (long) from) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        return (int) length;
    }

    String text(int from, int length, Charset charset) {
        return new String(bytes, from, length, charset);
    }

    /** Four characters that name a part. */
    String name(int from) throws UnfitPictureException {
        at(from + 3);
        return text(from, 4, StandardCharsets.ISO_8859_1);
    }

    boolean startsWith(int from, int... wanted) {
        if (from < 0 || wanted.length > bytes.length - from) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            if ((bytes[from + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** How the picture has to be turned, by EXIF; upright when nothing sensible is said. */
    int orientation(int from, int length) {
        try {
            var start = startsWith(from, 'E', 'x', 'i', 'f', 0, 0) ? from + 6 : from;
            var isLittle = startsWith(start, 'I', 'I', 42, 0);
            if (!isLittle && !startsWith(start, 'M', 'M', 0, 42)) {
                return UPRIGHT;
            }
            var directory = start + lengthOf(start, isLittle ? littleInt(start + 4) : bigInt(start + 4));
            var entries = isLittle ? littleShort(directory) : bigShort(directory);
            for (var i = 0; i < entries && directory + 2 + (i + 1) * 12 <= from + length; i++) {
                var entry = directory + 2 + i * 12;
                if ((isLittle ? littleShort(entry) : bigShort(entry)) == ORIENTATION) {
                    var value = isLittle ? littleShort(entry + 8) : bigShort(entry + 8);
                    return value >= UPRIGHT && value <= 8 ? value : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (UnfitPictureException _) {
            return UPRIGHT;
        }
    }
}
