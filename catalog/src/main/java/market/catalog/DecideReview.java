package market.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator has looked at a product.
 *
 * @param reason why it is sent back; null when it passes
 * @param expectedVersion of the product that was looked at
 */
public record DecideReview(ProductId product, @Nullable String reason, int expectedVersion, UUID person) {}
