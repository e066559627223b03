package market.catalog;

import java.time.Instant;

/**
 * What becomes of a product by itself.
 *
 * @param status {@code LISTED} or {@code WITHDRAWN}
 */
public record ScheduledStatus(ProductId product, ProductStatus status, Instant at) {}
