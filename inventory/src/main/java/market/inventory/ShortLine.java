package market.inventory;

import market.catalog.VariantId;

/** More was asked of a variant than there is; {@code available} is never negative. */
public record ShortLine(VariantId variant, long requested, long available) {}
