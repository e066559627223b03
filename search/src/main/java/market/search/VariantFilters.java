package market.search;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import market.catalog.CertificateKind;
import market.catalog.Pricing;
import market.catalog.Product;
import market.catalog.Purchase;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.merchants.Regions;

/** The filters of a query, held against a product in memory. */
@Singleton
class VariantFilters {

    private final Clock clock;

    VariantFilters(Clock clock) {
        this.clock = clock;
    }

    boolean hold(List<ListingFilter> filters, Product product, Map<VariantId, Long> stock) {
        return filters.stream().allMatch(filter -> holdsForProduct(filter, product))
                && product.variants().stream()
                        .anyMatch(variant -> filters.stream()
                                .allMatch(filter -> holdsForVariant(
                                        filter, product, variant, stock.getOrDefault(variant.id(), 0L))));
    }

    private boolean holdsForProduct(ListingFilter filter, Product product) {
        return switch (filter) {
            case ListingFilter.Origins origins ->
                Regions.ancestors(product.originCode()).stream().anyMatch(origins.codes()::contains);
            case ListingFilter.GiMark _ -> {
                var today = LocalDate.now(clock.withZone(ProductSearch.TRADE_ZONE));
                yield product.certificates().stream()
                        .anyMatch(certificate ->
                                certificate.kind() == CertificateKind.GI && certificate.isValidOn(today));
            }
            case ListingFilter.Attribute _,
                    ListingFilter.Price _,
                    ListingFilter.InStock _,
                    ListingFilter.DeliverableTo _ -> true;
        };
    }

    private boolean holdsForVariant(ListingFilter filter, Product product, Variant variant, long available) {
        return switch (filter) {
            case ListingFilter.Attribute attribute ->
                holdsAny(attribute, product.attributes()) || holdsAny(attribute, variant.attributes());
            case ListingFilter.Price price -> {
                var min = price.min();
                var max = price.max();
                var open = Pricing.firstPrice(variant, Purchase.byAnybody(clock.instant()));
                var minor = open.minor();
                yield open.currency().equals(price.currency())
                        && (min == null || minor >= min)
                        && (max == null || minor <= max);
            }
            case ListingFilter.InStock _ -> available >= variant.minQuantity();
            case ListingFilter.Origins _, ListingFilter.GiMark _, ListingFilter.DeliverableTo _ -> true;
        };
    }

    private static boolean holdsAny(ListingFilter.Attribute filter, Map<String, List<String>> attributes) {
        return attributes.getOrDefault(filter.code(), List.of()).stream().anyMatch(filter.values()::contains);
    }
}
