package market.inventory.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.FlashSale;
import market.inventory.FlashSales;
import market.kernel.GlobalId;

/** Flash sales as shoppers see them. */
@Singleton
class StorefrontFlashSales implements Resolvers {

    /** Loads the sale of a variant, which most have none of. */
    private record SaleOf(VariantId variant) {}

    private record Shown(String id, Instant startsAt, Instant endsAt, BigDecimal perBuyerLimit, boolean isSoldOut) {

        static Shown of(FlashSale sale, long left) {
            return new Shown(
                    GlobalId.of("fls", sale.id()),
                    sale.startsAt(),
                    sale.endsAt(),
                    BigDecimal.valueOf(sale.perBuyerLimit()),
                    left == 0);
        }
    }

    private final FlashSales sales;

    StorefrontFlashSales(FlashSales sales) {
        this.sales = sales;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.type("FlashSale", Shown.class)
                .loader(SaleOf.class, this::load)
                .field(
                        "ProductVariant",
                        Variant.class,
                        "flashSale",
                        (variant, call) -> call.load(new SaleOf(variant.id())));
    }

    private Map<SaleOf, Shown> load(Collection<SaleOf> keys) {
        List<VariantId> variants = keys.stream().map(SaleOf::variant).toList();
        var open = sales.recallOpen(variants);
        var left = sales.recallLeft(open);
        var shown = new HashMap<SaleOf, Shown>();
        open.forEach((variant, sale) -> shown.put(new SaleOf(variant), Shown.of(sale, left.getOrDefault(variant, 0L))));
        return shown;
    }
}
