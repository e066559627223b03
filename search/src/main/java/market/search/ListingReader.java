package market.search;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.catalog.Batch;
import market.catalog.Batches;
import market.catalog.DeliveryKind;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.inventory.DeliveryArea;
import market.inventory.Inventory;
import market.inventory.Locations;
import market.merchants.Merchants;
import market.merchants.Regions;

/** Reads all that search documents need, a few statements for any number of products. */
@Singleton
class ListingReader {

    private final Products products;
    private final Taxonomy taxonomy;
    private final Batches batches;
    private final Inventory inventory;
    private final Locations locations;
    private final Merchants merchants;
    private final Regions regions;
    private final Sales sales;

    ListingReader(
            Products products,
            Taxonomy taxonomy,
            Batches batches,
            Inventory inventory,
            Locations locations,
            Merchants merchants,
            Regions regions,
            Sales sales) {
        this.products = products;
        this.taxonomy = taxonomy;
        this.batches = batches;
        this.inventory = inventory;
        this.locations = locations;
        this.merchants = merchants;
        this.regions = regions;
        this.sales = sales;
    }

    /** Those of the products that are on sale; their merchants may sell. */
    List<Listing> read(Collection<ProductId> ids) {
        return listings(List.copyOf(products.findAll(ids).values()));
    }

    /** As {@link #read}, of a page of all products; the last product's id goes on where the page ended. */
    List<Listing> listings(List<Product> page) {
        var listed = page.stream().filter(Product::isOnSale).toList();
        if (listed.isEmpty()) {
            return List.of();
        }
        var ids = listed.stream().map(Product::id).toList();
        var sellers = merchants.findAll(
                Set.copyOf(listed.stream().map(Product::merchant).toList()));
        var origins = regions.paths(
                new HashSet<>(listed.stream().map(Product::originCode).toList()));
        var stock = inventory.availableByProduct(ids);
        var areas = locations.deliveryAreas(ids);
        var sold = sales.ofLate(ids);
        var lots = batches.findByProducts(ids);
        var listings = new ArrayList<Listing>();
        for (var product : listed) {
            var seller = sellers.get(product.merchant());
            var type = taxonomy.productType(product.productType());
            if (seller != null && seller.isActive() && type.isPresent()) {
                listings.add(new Listing(
                        product,
                        seller,
                        type.get(),
                        taxonomy.path(product.categoryCode()),
                        origins.getOrDefault(product.originCode(), List.of()),
                        stock.getOrDefault(product.id(), Map.of()),
                        type.get().delivery() == DeliveryKind.DIGITAL
                                ? DeliveryArea.ANYWHERE
                                : areas.getOrDefault(product.id(), DeliveryArea.NOWHERE),
                        sold.getOrDefault(product.id(), 0L),
                        lots.getOrDefault(product.id(), List.of()).stream()
                                .filter(batch -> batch.recalled() == null)
                                .map(Batch::code)
                                .toList()));
            }
        }
        return listings;
    }
}
