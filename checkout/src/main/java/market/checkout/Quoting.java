package market.checkout;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.cart.PricedCart;
import market.cart.PricedCartLine;
import market.catalog.Taxonomy;
import market.catalog.VariantId;
import market.inventory.Allocation;

/** Freezes a priced cart into a quote. */
@Singleton
class Quoting {

    private final Taxonomy taxonomy;

    Quoting(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    Quote freeze(PricedCart cart, List<Allocation> allocations) {
        var byVariant = new HashMap<VariantId, List<Allocation>>();
        allocations.forEach(allocation -> byVariant
                .computeIfAbsent(allocation.variant(), _ -> new ArrayList<>())
                .add(allocation));
        return new Quote(
                cart.lines().stream().map(line -> freeze(line, byVariant)).toList(),
                cart.cart().note());
    }

    private QuoteLine freeze(PricedCartLine line, Map<VariantId, List<Allocation>> allocations) {
        var product = line.offer().product();
        var variant = line.offer().variant();
        var grams = variant.netWeightGrams();
        return new QuoteLine(
                line.line().id().value(),
                product.merchant(),
                product.id(),
                variant.id(),
                variant.sku(),
                product.title(),
                product.productType(),
                product.categoryCode(),
                taxonomy.category(product.categoryCode()).orElseThrow().commissionRate(),
                product.originCode(),
                line.line().quantity(),
                grams == null ? 0 : grams,
                line.price(),
                line.line().found(),
                line.line().note(),
                allocations.getOrDefault(variant.id(), List.of()));
    }
}
