package market.checkout;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.cart.CartLine;
import market.cart.PricedCart;
import market.cart.PricedCartLine;
import market.catalog.DeliveryKind;
import market.catalog.PavilionAdmissions;
import market.catalog.PavilionSeat;
import market.catalog.Taxonomy;
import market.inventory.Allocation;
import market.inventory.Location;
import market.inventory.Locations;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** Freezes a priced cart into a quote. */
@Singleton
class Quoting {

    // A page of places; who has more of them shows them elsewhere.
    private static final int PLACES_MAX = 200;

    private final Taxonomy taxonomy;
    private final Locations locations;
    private final PavilionAdmissions admissions;

    Quoting(Taxonomy taxonomy, Locations locations, PavilionAdmissions admissions) {
        this.taxonomy = taxonomy;
        this.locations = locations;
        this.admissions = admissions;
    }

    Quote freeze(PricedCart cart, List<Allocation> allocations) {
        var shares = new Sharing(allocations);
        var fees = admissions.fees(
                cart.lines().stream().flatMap(line -> seat(line).stream()).collect(Collectors.toSet()));
        return new Quote(
                cart.lines().stream()
                        .map(line -> freeze(line, seat(line).map(fees::get).orElse(null), shares))
                        .toList(),
                cart.cart().note(),
                pickUp(cart));
    }

    /** Where the goods were found; a pavilion that shows them no more gets nothing. */
    private static Optional<PavilionSeat> seat(PricedCartLine line) {
        return Optional.ofNullable(line.line().found())
                .map(CartLine.Found::pavilion)
                .map(pavilion ->
                        new PavilionSeat(pavilion, line.offer().product().merchant()));
    }

    /** Chilled goods only where they stay cold, once a merchant has said which of its places are. */
    private Map<UUID, List<PickUpPlace>> pickUp(PricedCart cart) {
        var chilled = new HashMap<MerchantId, Boolean>();
        for (var line : cart.lines()) {
            var product = line.offer().product();
            var isChilled = taxonomy.delivery(product.productType()) == DeliveryKind.COLD_CHAIN;
            chilled.merge(product.merchant(), isChilled, Boolean::logicalOr);
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

    private @Nullable Integer voucherDays(String productType) {
        return taxonomy.delivery(productType).isCarried() ? null : taxonomy.voucherValidDays(productType);
    }

    private QuoteLine freeze(PricedCartLine line, @Nullable BigDecimal pavilionFee, Sharing shares) {
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
                taxonomy.delivery(product.productType()),
                voucherDays(product.productType()),
                variant.preSale() == null ? null : variant.preSale().shipsFrom(),
                product.categoryCode(),
                taxonomy.category(product.categoryCode()).orElseThrow().commissionRate(),
                product.originCode(),
                line.line().quantity(),
                grams == null ? 0 : grams,
                line.price(),
                line.line().found(),
                pavilionFee,
                line.line().note(),
                shares.take(variant.id(), line.line().quantity()),
                bundled(line));
    }

    /** Those that are priced as a bundle. */
    private static @Nullable Bundled bundled(PricedCartLine line) {
        var share = line.line().bundle();
        var now = line.bundle();
        var bundle = now == null || now.fault() != null ? null : now.bundle();
        return share == null || bundle == null
                ? null
                : new Bundled(
                        bundle.id(),
                        bundle.name(),
                        share.each(),
                        bundle.components().size());
    }
}
