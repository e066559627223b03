package market.checkout;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.cart.PricedCart;
import market.cart.PricedCartLine;
import market.catalog.Taxonomy;
import market.catalog.VariantId;
import market.inventory.Allocation;
import market.inventory.Location;
import market.inventory.Locations;
import market.kernel.MerchantId;

/** Freezes a priced cart into a quote. */
@Singleton
class Quoting {

    // A page of places; who has more of them shows them elsewhere.
    private static final int PLACES_MAX = 200;

    private final Taxonomy taxonomy;
    private final Locations locations;

    Quoting(Taxonomy taxonomy, Locations locations) {
        this.taxonomy = taxonomy;
        this.locations = locations;
    }

    Quote freeze(PricedCart cart, List<Allocation> allocations) {
        var byVariant = new HashMap<VariantId, List<Allocation>>();
        allocations.forEach(allocation -> byVariant
                .computeIfAbsent(allocation.variant(), _ -> new ArrayList<>())
                .add(allocation));
        return new Quote(
                cart.lines().stream().map(line -> freeze(line, byVariant)).toList(),
                cart.cart().note(),
                pickUp(cart));
    }

    /** Chilled goods only where they stay cold, once a merchant has said which of its places are. */
    private Map<UUID, List<PickUpPlace>> pickUp(PricedCart cart) {
        var chilled = new HashMap<MerchantId, Boolean>();
        for (var line : cart.lines()) {
            var product = line.offer().product();
            chilled.merge(product.merchant(), DeliveryRules.isChilled(product.productType()), Boolean::logicalOr);
        }
        var found = new HashMap<UUID, List<PickUpPlace>>();
        locations.recallShops(chilled.keySet()).forEach((merchant, shops) -> {
            var isPicky =
                    chilled.getOrDefault(merchant, false) && shops.stream().anyMatch(Location::isColdChain);
            found.put(
                    merchant.value(),
                    shops.stream()
                            .filter(shop -> !isPicky || shop.isColdChain())
                            .limit(PLACES_MAX)
                            .map(shop -> new PickUpPlace(shop.id(), shop.name(), shop.regionCode()))
                            .toList());
        });
        return found;
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
