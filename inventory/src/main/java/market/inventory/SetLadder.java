package market.inventory;

import java.util.List;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;

/**
 * Says which variants are sold out of one variant's stock; what was said before is replaced.
 *
 * @param pool whose pieces are the base units
 * @param rungs no rungs end the ladder; the caller vouches that all variants are the merchant's
 */
public record SetLadder(MerchantId merchant, VariantId pool, ProductId poolProduct, List<Rung> rungs) {

    public static final int RUNGS_MAX = 20;

    public SetLadder {
        rungs = List.copyOf(rungs);
        if (rungs.size() > RUNGS_MAX) {
            throw new IllegalArgumentException("At most " + RUNGS_MAX + " rungs, not " + rungs.size());
        }
    }

    /** A bag, a carton: {@code units} pieces of the pool in one piece of the variant, at least two. */
    public record Rung(VariantId variant, ProductId product, long units) {}
}
