package market.catalog;

/** A stored picture. */
public final class Picture {

    private final String contentType;
    private final byte[] bytes;
    private final String sha256;
    private final boolean isFinal;

    Picture(String contentType, byte[] bytes, String sha256, boolean isFinal) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.isFinal = isFinal;
    }

    public String contentType() {
        return contentType;
    }

    /** The content; callers must not change it. */
    public byte[] bytes() {
        return bytes;
    }

    public String sha256() {
        return sha256;
    }

    /** Whether its path never leads to another picture. */
    public boolean isFinal() {
        return isFinal;
    }
}
