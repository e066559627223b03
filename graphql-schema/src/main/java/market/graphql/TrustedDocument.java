package market.graphql;

import java.time.Instant;

/**
 * An operation document that a front-end may send by its hash alone.
 *
 * @param client the front-end it belongs to
 */
public record TrustedDocument(String sha256, String document, String client, Instant createdAt) {}
