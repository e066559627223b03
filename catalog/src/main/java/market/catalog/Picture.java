package market.catalog;

/** A stored picture. */
public final class Picture {

    private final String contentType;
    private final byte[] bytes;
    private final String sha256;

    Picture(String contentType, byte[] bytes, String sha256) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.sha256 = sha256;
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
}
