package market.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A value that the product type does not allow.
 *
 * @param sku the variant, or null when the product itself is meant
 * @param field what is wrong, for example {@code attributes.grade}
 */
public record AttributeFault(@Nullable String sku, String field, String reason) {}
