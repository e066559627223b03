package market.catalog;

import java.util.List;
import java.util.Map;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What can be put into a cart.
 *
 * @param attributes canonical values by attribute code; several values only for multi-choice
 * @param unit UN/ECE Recommendation 20 code of the unit it is sold in
 * @param quantityStep the quantity must be a multiple of it
 * @param casePack pieces in a case; only whole cases are sold, so the quantity must be a multiple of it, too
 * @param maxQuantity most of it at once for customer groups without tiers; null when nothing but the cart limits it
 */
public record Variant(
        VariantId id,
        ProductId productId,
        String sku,
        Map<String, List<String>> attributes,
        Money price,
        @Nullable Long netWeightGrams,
        String unit,
        @Nullable String barcode,
        long minQuantity,
        long quantityStep,
        long casePack,
        @Nullable Long maxQuantity,
        List<PriceTier> tiers) {

    public Variant {
        attributes = Map.copyOf(attributes);
        tiers = List.copyOf(tiers);
    }

    /** What quantities must be a multiple of for customer groups without tiers. */
    public long retailStep() {
        return leastCommonMultiple(quantityStep, casePack);
    }

    static long leastCommonMultiple(long one, long other) {
        var divisor = one;
        for (var rest = other; rest != 0; ) {
            var next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return one / divisor * other;
    }
}
