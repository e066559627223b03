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
 * @param preSale when it is sold before it can be sent; null when it is sold as usual
 * @param lists what the merchant's price lists say of it now and later, in no order
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
        List<PriceTier> tiers,
        List<ListedPrice> lists,
        @Nullable PreSale preSale) {

    public Variant {
        attributes = Map.copyOf(attributes);
        tiers = List.copyOf(tiers);
        lists = List.copyOf(lists);
    }

    /** As it is before any price list says something of it. */
    public Variant(
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
        this(
                id,
                productId,
                sku,
                attributes,
                price,
                netWeightGrams,
                unit,
                barcode,
                minQuantity,
                quantityStep,
                casePack,
                maxQuantity,
                tiers,
                List.of());
    }

    /** As it is sold usually. */
    public Variant(
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
            List<PriceTier> tiers,
            List<ListedPrice> lists) {
        this(
                id,
                productId,
                sku,
                attributes,
                price,
                netWeightGrams,
                unit,
                barcode,
                minQuantity,
                quantityStep,
                casePack,
                maxQuantity,
                tiers,
                lists,
                null);
    }

    /** The same goods at other prices. */
    Variant priced(PriceChange.Own own, List<ListedPrice> byLists) {
        return new Variant(
                id,
                productId,
                sku,
                attributes,
                own.price(),
                netWeightGrams,
                unit,
                barcode,
                own.minQuantity(),
                own.quantityStep(),
                own.casePack(),
                own.maxQuantity(),
                own.tiers(),
                byLists,
                preSale);
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
