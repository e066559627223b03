package market.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A file that is a picture from its first byte to its last, as far as its structure tells. Names and headers are not asked;
 * whether its pixels can be read is seen when they are.
 */
final class PictureFile {

    /** What is taken. */
    enum Format {
        JPEG,
        PNG,
        WEBP
    }

    static final int BYTES_MAX = 20 << 20;
    static final int PIXELS_MAX = 40_000_000;
    private static final int SIDE_MAX = 16_383;
    private static final int ARCHIVE_END_BYTES = 22;
    private static final int ARCHIVE_REMARK_MAX = 0xFFFF;

    /** What other readers of the same file would take for a program or a document. */
    private static final List<String> FOREIGN =
            List.of("<script", "<?php", "<svg", "<html", "<!doctype", "<iframe", "%pdf-", "javascript:");

    private final Format format;
    private final int width;
    private final int height;
    private final int orientation;
    private final byte[] bytes;

    /**
     * @param orientation as EXIF counts it, from 1 to 8
     * @param bytes what is to be decoded
     */
    PictureFile(Format format, int width, int height, int orientation, byte[] bytes) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.orientation = orientation;
        this.bytes = bytes;
    }

    static PictureFile of(byte[] bytes) throws UnfitPictureException {
        if (bytes.length > BYTES_MAX) {
            throw new UnfitPictureException(PictureFault.TOO_LARGE);
        }
        var found = read(new PictureBytes(bytes));
        if (endsAsArchive(new PictureBytes(bytes))) {
            throw new UnfitPictureException(PictureFault.HIDDEN_CONTENT);
        }
        if (found.width == 0 || found.height == 0) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        if (found.width > SIDE_MAX || found.height > SIDE_MAX || (long) found.width * found.height > PIXELS_MAX) {
            throw new UnfitPictureException(PictureFault.TOO_MANY_PIXELS);
        }
        return found;
    }

    private static PictureFile read(PictureBytes bytes) throws UnfitPictureException {
        if (bytes.startsWith(0, 0xFF, 0xD8, 0xFF)) {
            return JpegFile.read(bytes);
        }
        if (bytes.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return PngFile.read(bytes);
        }
        if (bytes.startsWith(0, 'R', 'I', 'F', 'F') && bytes.startsWith(8, 'W', 'E', 'B', 'P')) {
            return WebpFile.read(bytes);
        }
        throw new UnfitPictureException(PictureFault.UNSUPPORTED_TYPE);
    }

    /** Archives are read from their end: whatever stands before it, the rest of the file is the remark of one. */
    private static boolean endsAsArchive(PictureBytes bytes) throws UnfitPictureException {
        var last = bytes.length() - ARCHIVE_END_BYTES;
        for (var at = last; at >= Math.max(0, last - ARCHIVE_REMARK_MAX); at--) {
            if (bytes.startsWith(at, 'P', 'K', 5, 6) && bytes.littleShort(at + ARCHIVE_END_BYTES - 2) == last - at) {
                return true;
            }
        }
        return false;
    }

    /** Of what a picture says beside its pixels. */
    static void refuseForeign(PictureBytes bytes, int from, int length) throws UnfitPictureException {
        var text = bytes.text(from, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (FOREIGN.stream().anyMatch(text::contains)) {
            throw new UnfitPictureException(PictureFault.HIDDEN_CONTENT);
        }
    }

    Format format() {
        return format;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int orientation() {
        return orientation;
    }

    /** Callers must not change them. */
    byte[] bytes() {
        return bytes;
    }
}
