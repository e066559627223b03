package market.catalog;

/** The segments of a JPEG file. */
final class JpegFile {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int REMARK = 0xFE;
    private static final int EXIF = 0xE1;
    // Progressive pictures have about a dozen; each costs as much as decoding the whole picture.
    private static final int SCANS_MAX = 64;

    private final PictureBytes bytes;
    private int position;
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;

    private JpegFile(PictureBytes bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    static PictureFile read(PictureBytes bytes) throws UnfitPictureException {
        var first = new JpegFile(bytes, 0);
        first.readToEnd();
        // Cameras put further pictures of the same scene behind the first.
        var position = first.position;
        while (position < bytes.length()) {
            if (bytes.at(position) == 0) {
                position++;
            } else if (bytes.startsWith(position, 0xFF, START, 0xFF)) {
                var further = new JpegFile(bytes, position);
                further.readToEnd();
                position = further.position;
            } else {
                throw new UnfitPictureException(PictureFault.HIDDEN_CONTENT);
            }
        }
        return new PictureFile(PictureFile.Format.JPEG, first.width, first.height, first.orientation, bytes.all());
    }

    private void readToEnd() throws UnfitPictureException {
        position += 2;
        for (var marker = marker(); marker != END; marker = marker()) {
            readSegment(marker);
        }
        if (scans == 0) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
    }

    private int marker() throws UnfitPictureException {
        if (bytes.at(position) != 0xFF) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        while (bytes.at(position) == 0xFF) {
            position++;
        }
        return bytes.at(position++);
    }

    private void readSegment(int marker) throws UnfitPictureException {
        if (marker == 0 || marker == START || isRestart(marker)) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        var length = bytes.lengthOf(position, bytes.bigShort(position));
        if (length < 2) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        if (isFrame(marker)) {
            readFrame();
        } else if (marker == REMARK || (marker & 0xF0) == 0xE0) {
            PictureFile.refuseForeign(bytes, position + 2, length - 2);
            if (marker == EXIF && bytes.startsWith(position + 2, 'E', 'x', 'i', 'f', 0, 0)) {
                orientation = bytes.orientation(position + 2, length - 2);
            }
        }
        position += length;
        if (marker == SCAN) {
            skipScan();
        }
    }

    private void readFrame() throws UnfitPictureException {
        if (width != 0) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        height = bytes.bigShort(position + 3);
        width = bytes.bigShort(position + 5);
    }

    private void skipScan() throws UnfitPictureException {
        if (width == 0 || ++scans > SCANS_MAX) {
            throw new UnfitPictureException(PictureFault.BROKEN);
        }
        while (true) {
            if (bytes.at(position) == 0xFF) {
                var next = bytes.at(position + 1);
                if (next != 0 && next != 0xFF && !isRestart(next)) {
                    return;
                }
            }
            position++;
        }
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
