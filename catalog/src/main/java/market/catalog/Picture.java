package market.catalog;

/** A stored picture. */
public record Picture(String contentType, byte[] bytes, String sha256) {}
