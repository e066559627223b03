package market.inventory;

import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * How much of a variant one location has. Counts are base units: pieces of the variant whose stock it is.
 *
 * @param committed of these, promised to orders that are not yet paid for
 * @param earmarked of these, set aside for channels
 * @param lowBelow the merchant is told when less is free; null: never
 * @param step how many base units one piece of the variant takes; null: one, of its own stock
 */
public record StockLevel(
        VariantId variant,
        LocationId location,
        MerchantId merchant,
        ProductId product,
        long onHand,
        long committed,
        long earmarked,
        @Nullable Long lowBelow,
        @Nullable UnitStep step) {

    /** Whole pieces of the variant that anybody may buy. */
    public long available() {
        return pieces(free());
    }

    /** The variant whose stock it is. */
    public VariantId pool() {
        return step == null ? variant : step.pool();
    }

    /** Base units that are neither promised nor set aside. */
    public long free() {
        return onHand - committed - earmarked;
    }

    /** Whole pieces of the variant in so many base units. */
    public long pieces(long units) {
        return units / unitsPerPiece();
    }

    /** Base units in one piece of the variant. */
    public long unitsPerPiece() {
        return step == null ? 1 : step.units();
    }
}
