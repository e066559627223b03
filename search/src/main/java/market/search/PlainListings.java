package market.search;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.Category;
import market.catalog.DeliveryKind;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.catalog.VariantId;
import market.inventory.DeliveryArea;
import market.inventory.Inventory;
import market.inventory.Locations;
import market.kernel.Cursor;
import market.kernel.MerchantId;
import market.merchants.Merchant;
import market.merchants.Merchants;

/**
 * Searches the database while the search server is away: words as written, all filters, no facets, the order of ids. What
 * it reads for one page is bounded, so a page under rare filters may be short although more follow.
 */
@Singleton
class PlainListings {

    private static final int CHUNK = 100;
    private static final int CHUNKS_MAX = 5;

    private final Products products;
    private final Merchants merchants;
    private final Inventory inventory;
    private final Locations locations;
    private final Taxonomy taxonomy;
    private final VariantFilters filters;

    PlainListings(
            Products products,
            Merchants merchants,
            Inventory inventory,
            Locations locations,
            Taxonomy taxonomy,
            VariantFilters filters) {
        this.products = products;
        this.merchants = merchants;
        this.inventory = inventory;
        this.locations = locations;
        this.taxonomy = taxonomy;
        this.filters = filters;
    }

    ListingPage search(ListingQuery query) {
        var hits = new ArrayList<ListingHit>();
        var after = start(query);
        var hasNext = true;
        for (var chunk = 0; chunk < CHUNKS_MAX && hasNext && hits.size() <= query.first(); chunk++) {
            var slice = products.searchPlainly(query.words(), after, CHUNK);
            hits.addAll(matching(query, slice.items()));
            hasNext = slice.hasNext();
            after = slice.items().isEmpty() ? after : slice.items().getLast().id();
        }
        var isCut = hits.size() > query.first();
        var page = isCut ? hits.subList(0, query.first()) : hits;
        // Without a last hit there is no cursor to go on from.
        var goesOn = isCut || (hasNext && !page.isEmpty());
        return new ListingPage(page, page.size() + (goesOn ? 1 : 0), List.of(), Set.of(), null, true, goesOn);
    }

    private List<ListingHit> matching(ListingQuery query, List<Product> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        var sellers = merchants.findAll(
                Set.copyOf(found.stream().map(Product::merchant).toList()));
        var kept = found.stream()
                .filter(product -> isSold(query, product, sellers))
                .filter(product -> isInside(query, product))
                .toList();
        var stock = stock(query, kept);
        var areas = areas(query, kept);
        return kept.stream()
                .filter(product -> query.filters().stream()
                        .filter(ListingFilter.DeliverableTo.class::isInstance)
                        .map(ListingFilter.DeliverableTo.class::cast)
                        .allMatch(address -> isSentTo(address, product, areas)))
                .filter(product -> filters.hold(query.filters(), product, stock.getOrDefault(product.id(), Map.of())))
                .map(product -> hit(product, Objects.requireNonNull(sellers.get(product.merchant()))))
                .toList();
    }

    private static boolean isSold(ListingQuery query, Product product, Map<MerchantId, Merchant> sellers) {
        var seller = sellers.get(product.merchant());
        return seller != null
                && seller.isActive()
                && (query.merchant() == null || seller.code().equals(query.merchant()));
    }

    private boolean isInside(ListingQuery query, Product product) {
        if (query.pavilion() != null && !product.pavilions().contains(query.pavilion())) {
            return false;
        }
        return query.category() == null
                || taxonomy.path(product.categoryCode()).stream()
                        .map(Category::code)
                        .collect(Collectors.toSet())
                        .contains(query.category());
    }

    private Map<ProductId, Map<VariantId, Long>> stock(ListingQuery query, List<Product> kept) {
        var isAsked = query.filters().stream().anyMatch(ListingFilter.InStock.class::isInstance);
        return isAsked && !kept.isEmpty()
                ? inventory.availableByProduct(kept.stream().map(Product::id).toList())
                : Map.of();
    }

    private boolean isSentTo(ListingFilter.DeliverableTo address, Product product, Map<ProductId, DeliveryArea> areas) {
        return taxonomy.delivery(product.productType()) == DeliveryKind.DIGITAL
                || areas.getOrDefault(product.id(), DeliveryArea.NOWHERE).includes(address.code());
    }

    private Map<ProductId, DeliveryArea> areas(ListingQuery query, List<Product> kept) {
        var isAsked = query.filters().stream().anyMatch(ListingFilter.DeliverableTo.class::isInstance);
        return isAsked ? locations.deliveryAreas(kept.stream().map(Product::id).toList()) : Map.of();
    }

    private static ProductId start(ListingQuery query) {
        var after = query.after();
        return after == null
                ? Products.FIRST
                : new ProductId(UUID.fromString(after.values().getLast()));
    }

    private static ListingHit hit(Product product, Merchant seller) {
        return new ListingHit(
                product,
                seller,
                null,
                Cursor.of(ListingSort.PLAIN, product.id().value().toString()),
                false,
                false);
    }
}
