package market.catalog.graphql;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.Batches;
import market.catalog.Category;
import market.catalog.DigitalLink;
import market.catalog.Pavilion;
import market.catalog.Pavilions;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Wiring;
import market.kernel.MerchantId;
import market.merchants.Merchants;
import market.merchants.Region;
import market.merchants.RegionKey;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/** The root fields of the catalogue, its loaders, and its part of {@code node}. */
@Singleton
class CatalogQueries {

    private final Products products;
    private final Merchants merchants;
    private final Regions regions;
    private final Pavilions pavilions;
    private final Batches batches;
    private final Taxonomy taxonomy;

    CatalogQueries(
            Products products,
            Merchants merchants,
            Regions regions,
            Pavilions pavilions,
            Batches batches,
            Taxonomy taxonomy) {
        this.products = products;
        this.merchants = merchants;
        this.regions = regions;
        this.pavilions = pavilions;
        this.batches = batches;
        this.taxonomy = taxonomy;
    }

    void registerLoadersAndNodes(Wiring wiring) {
        wiring.loader(MerchantId.class, merchants::recallAll)
                .loader(ProductId.class, this::onSale)
                .loader(ReferencesOf.class, this::references)
                .loader(RegionKey.class, this::places)
                .loader(BatchesOf.class, this::batches)
                .publicNode("prd", id -> onSale(products.find(new ProductId(id))))
                .publicNode("mer", id -> merchants.find(new MerchantId(id)))
                .publicNode("pav", pavilions::find)
                .publicNode("bat", id -> batches.find(id).map(ScannedBatch::unscanned))
                .publicNode("var", this::variant);
    }

    @Nullable
    Product product(Call call) {
        var by = call.arguments().object("by");
        var found = by.isGiven("handle")
                ? products.recallByHandle(by.text("handle"))
                : by.id("id", "prd").flatMap(id -> products.find(new ProductId(id)));
        var product = onSale(found);
        product.ifPresent(shown -> call.prime(shown.id(), shown));
        return product.orElse(null);
    }

    @Nullable
    Object merchant(Call call) {
        return merchants.findByCode(call.arguments().text("code")).orElse(null);
    }

    @Nullable
    Object pavilion(Call call) {
        return pavilions.findByHandle(call.arguments().text("handle")).orElse(null);
    }

    List<Pavilion> pavilions(Call call) {
        return pavilions.list();
    }

    @Nullable
    ScannedBatch trace(Call call) {
        var link = DigitalLink.parse(call.arguments().text("code"));
        return batches.scan(link.batchCode())
                .map(batch -> new ScannedBatch(
                        batch,
                        link.serial()
                                .flatMap(serial -> batches.countScan(batch, serial))
                                .orElse(null)))
                .orElse(null);
    }

    List<Category> categories(Call call) {
        return taxonomy.categories();
    }

    List<Place> regions(Call call) {
        var children = regions.children(call.arguments().optionalText("parent"));
        var paths = regions.paths(children.stream().map(Region::code).toList());
        return children.stream()
                .map(child -> {
                    var path = paths.getOrDefault(child.code(), List.of());
                    return new Place(
                            child.code(),
                            child.name(),
                            path.stream().map(Region::name).toList());
                })
                .toList();
    }

    ShelfPage listings(Pavilion pavilion, Call call) {
        var paging = call.paging();
        var after = paging.after(ShelfPage.ORDER, 2, CatalogQueries::after).orElse(Pavilions.After.BEGINNING);
        return ShelfPage.of(pavilions.shelf(pavilion, after, paging.first()), paging, call.language());
    }

    private static Pavilions.After after(List<String> values) {
        return new Pavilions.After(Long.parseLong(values.getFirst()), new ProductId(UUID.fromString(values.getLast())));
    }

    List<Category> path(Product product) {
        return taxonomy.path(product.categoryCode());
    }

    private Optional<?> variant(UUID id) {
        var variant = new VariantId(id);
        return Optional.ofNullable(products.findOffers(List.of(variant)).get(variant))
                .filter(offer -> offer.product().isOnSale())
                .map(offer -> offer.variant());
    }

    private static Optional<Product> onSale(Optional<Product> product) {
        return product.filter(found -> found.isOnSale());
    }

    private Map<ProductId, Product> onSale(Collection<ProductId> ids) {
        return products.findAll(ids).entrySet().stream()
                .filter(entry -> entry.getValue().isOnSale())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<ReferencesOf, Referred> references(Collection<ReferencesOf> keys) {
        var found = products.recallAll(
                keys.stream().flatMap(key -> key.products().stream()).collect(Collectors.toSet()));
        return keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> new Referred(key.products().stream()
                                .distinct()
                                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                                .filter(Product::isOnSale)
                                .collect(Collectors.toMap(Product::id, Function.identity())))));
    }

    private Map<RegionKey, Place> places(Collection<RegionKey> keys) {
        var places = new HashMap<RegionKey, Place>();
        regions.paths(keys.stream().map(RegionKey::code).toList())
                .forEach((code, path) -> places.put(new RegionKey(code), Place.of(path)));
        return places;
    }

    /** Lots on sale: those that were called back are shown to whoever holds a pack of them, not in the shop. */
    private Map<BatchesOf, List<ScannedBatch>> batches(Collection<BatchesOf> keys) {
        var found = batches.findByProducts(keys.stream().map(BatchesOf::product).toList());
        return keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> found.getOrDefault(key.product(), List.of()).stream()
                                .filter(batch -> batch.recalled() == null)
                                .map(ScannedBatch::unscanned)
                                .toList()));
    }
}
