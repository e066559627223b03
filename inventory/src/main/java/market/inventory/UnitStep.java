package market.inventory;

import market.catalog.VariantId;

/**
 * A step on a unit ladder: a tin, a bag, a carton of the same goods.
 *
 * @param pool the variant whose stock it draws on
 * @param units pieces of the pool in one piece of the variant
 */
public record UnitStep(VariantId variant, VariantId pool, long units) {

    /** A variant that has stock of its own. */
    static UnitStep own(VariantId variant) {
        return new UnitStep(variant, variant, 1);
    }

    boolean isOwn() {
        return variant.equals(pool);
    }
}
