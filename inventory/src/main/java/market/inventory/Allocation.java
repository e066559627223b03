package market.inventory;

import market.catalog.VariantId;

/** Pieces of a variant that are taken from one location. */
public record Allocation(VariantId variant, LocationId location, long quantity) {}
