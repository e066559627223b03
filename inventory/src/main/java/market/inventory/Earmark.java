package market.inventory;

import market.catalog.VariantId;

/** What is set aside for a channel at a place, in base units of the variant whose stock it is. */
public record Earmark(VariantId pool, LocationId location, String channel, long units) {}
