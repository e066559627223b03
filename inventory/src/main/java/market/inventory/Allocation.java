package market.inventory;

import market.catalog.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a variant that are taken from one location.
 *
 * @param quantity in pieces of the variant
 * @param step whose stock it is taken out of; null: the variant's own
 * @param channel whose earmark it is taken from; null: from free stock
 * @param reason why this location was chosen; null when nothing was asked of it
 */
public record Allocation(
        VariantId variant,
        LocationId location,
        long quantity,
        @Nullable UnitStep step,
        @Nullable String channel,
        @Nullable RoutingReason reason) {

    public Allocation(VariantId variant, LocationId location, long quantity) {
        this(variant, location, quantity, null, null, null);
    }

    /** The same pieces out of a channel's earmark, such as that of a flash sale. */
    public Allocation from(String earmarked) {
        return new Allocation(variant, location, quantity, step, earmarked, reason);
    }

    /** The same pieces out of free stock. */
    Allocation fromFreeStock() {
        return new Allocation(variant, location, quantity, step, null, reason);
    }

    /** The variant whose stock moves. */
    public VariantId pool() {
        return step == null ? variant : step.pool();
    }

    /** How many pieces of the pool move. */
    public long units() {
        return Math.multiplyExact(quantity, unitsPerPiece());
    }

    long unitsPerPiece() {
        return step == null ? 1 : step.units();
    }
}
