package market.catalog.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import market.catalog.Batch;
import market.catalog.Category;
import market.catalog.Certificate;
import market.catalog.PackScan;
import market.catalog.Pavilion;
import market.catalog.PreSale;
import market.catalog.PriceTier;
import market.catalog.Product;
import market.catalog.ProductType;
import market.catalog.TraceEvent;
import market.catalog.Variant;
import market.graphql.Call;
import market.graphql.ForgottenKeys;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.merchants.Merchant;
import market.merchants.RegionKey;
import org.jspecify.annotations.Nullable;

/** What shoppers read of the catalogue. */
@Singleton
class StorefrontCatalog implements Resolvers {

    private static final LocalizedText COPY_WARNING = new LocalizedText(
            "该追溯码被查询次数异常，可能是复制的，请谨慎购买并联系商家",
            "This code was looked up unusually often and may be a copy: be careful, and ask the merchant");

    private final CatalogQueries queries;
    private final ProductFields fields;

    StorefrontCatalog(CatalogQueries queries, ProductFields fields) {
        this.queries = queries;
        this.fields = fields;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("product", queries::product)
                .query("merchant", queries::merchant)
                .query("pavilion", queries::pavilion)
                .query("pavilions", queries::pavilions)
                .query("trace", queries::trace)
                .query("categories", queries::categories)
                .query("regions", queries::regions);
        queries.registerLoadersAndNodes(wiring);
        products(wiring);
        variants(wiring);
        merchants(wiring);
        traces(wiring);
        pavilions(wiring);
        surrogateKeys(wiring);
    }

    /** What a stored answer must be dropped for. A product is shown as its merchant's standing allows. */
    private void surrogateKeys(Wiring wiring) {
        wiring.surrogateKeys(Product.class, fields::surrogateKeys)
                .surrogateKeys(Variant.class, variant -> List.of(GlobalId.of("prd", variant.productId())))
                .surrogateKeys(
                        ScannedBatch.class,
                        shown -> List.of(GlobalId.of("prd", shown.batch().productId())))
                .surrogateKeys(Merchant.class, merchant -> List.of(GlobalId.of("mer", merchant.id())))
                .surrogateKeys(Category.class, category -> List.of("cat_" + category.code()))
                .surrogateKeys(
                        Pavilion.class, pavilion -> List.of(GlobalId.of("pav", pavilion.id()), ForgottenKeys.LISTINGS));
    }

    private void products(Wiring wiring) {
        wiring.field("Product", Product.class, "id", (product, _) -> GlobalId.of("prd", product.id()))
                .field("Product", Product.class, "title", (product, call) -> text(product.title(), call))
                .field("Product", Product.class, "description", (product, call) -> text(product.description(), call))
                .field("Product", Product.class, "descriptionHtml", ProductFields::descriptionHtml)
                .field("Product", Product.class, "kind", (product, _) -> fields.type(product))
                .field("Product", Product.class, "categoryPath", (product, _) -> queries.path(product))
                .field("Product", Product.class, "merchant", (product, call) -> call.load(product.merchant()))
                .field("Product", Product.class, "origin", (product, call) -> place(product.originCode(), call))
                .field("Product", Product.class, "attributes", fields::attributes)
                .field("Product", Product.class, "imageUrl", (product, _) -> imageUrl(product))
                .field("Product", Product.class, "priceRange", fields::priceRange)
                .field("Product", Product.class, "variants", fields::variants)
                .field(
                        "Product",
                        Product.class,
                        "variantCount",
                        (product, _) -> product.variants().size())
                .field("Product", Product.class, "certificates", (product, _) -> fields.validCertificates(product))
                .field("Product", Product.class, "batches", (product, call) -> call.load(new BatchesOf(product.id())))
                .field("Product", Product.class, "pavilionHandles", (product, _) -> product.pavilions())
                .field("Product", Product.class, "unavailableReason", StorefrontCatalog::unavailableReason)
                .field("Product", Product.class, "media", (product, call) -> ShownPicture.of(product, call.language()))
                .type("ProductMedia", ShownPicture.class)
                .type("MediaRendition", ShownPicture.Size.class)
                .type("PriceRange", ProductFields.PriceRange.class)
                .type("AttributeValue", AttributeValue.class)
                .type("ProductKind", ProductType.class)
                .field("ProductKind", ProductType.class, "name", (type, call) -> text(type.name(), call))
                .type("Category", Category.class)
                .field("Category", Category.class, "parentCode", (category, _) -> category.parent())
                .field("Category", Category.class, "name", (category, call) -> text(category.name(), call))
                .type("Certificate", Certificate.class)
                .field(
                        "Certificate",
                        Certificate.class,
                        "kindName",
                        (certificate, call) -> text(certificate.kindName(), call))
                .field("Certificate", Certificate.class, "kind", (certificate, _) -> certificate.kind())
                .field("Certificate", Certificate.class, "name", (certificate, call) -> text(certificate.name(), call))
                .type("ProductConnection", ShelfPage.class)
                .type("ProductEdge", ShelfPage.Edge.class);
    }

    private void variants(Wiring wiring) {
        wiring.connection("ProductVariantConnection", "ProductVariantEdge")
                .field("ProductVariant", Variant.class, "id", (variant, _) -> GlobalId.of("var", variant.id()))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "title",
                        (variant, call) -> withProduct(variant, call, product -> fields.title(product, variant, call)))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "attributes",
                        (variant, call) ->
                                withProduct(variant, call, product -> fields.attributes(product, variant, call)))
                .type("PreSale", PreSale.class)
                .field("ProductVariant", Variant.class, "price", fields::price)
                .field("ProductVariant", Variant.class, "pricePer500g", fields::pricePer500g)
                .field("ProductVariant", Variant.class, "priceTiers", fields::priceTiers)
                .field(
                        "ProductVariant",
                        Variant.class,
                        "minQuantity",
                        (variant, call) ->
                                BigDecimal.valueOf(fields.bounds(variant, call).minQuantity()))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "quantityStep",
                        (variant, call) ->
                                BigDecimal.valueOf(fields.bounds(variant, call).step()))
                .field("ProductVariant", Variant.class, "maxQuantity", this::maxQuantity)
                .field("ProductVariant", Variant.class, "saleUnit", (variant, _) -> variant.unit())
                .field("ProductVariant", Variant.class, "product", (variant, call) -> call.load(variant.productId()))
                .type("PriceTier", PriceTier.class)
                .field("PriceTier", PriceTier.class, "minQuantity", (tier, _) -> BigDecimal.valueOf(tier.minQuantity()))
                .field("PriceTier", PriceTier.class, "quantityStep", (tier, _) -> BigDecimal.valueOf(tier.step()));
    }

    private static void merchants(Wiring wiring) {
        wiring.field("Merchant", Merchant.class, "id", (merchant, _) -> GlobalId.of("mer", merchant.id()))
                .field("Merchant", Merchant.class, "name", (merchant, call) -> text(merchant.name(), call))
                .field(
                        "Merchant",
                        Merchant.class,
                        "description",
                        (merchant, call) -> text(merchant.description(), call))
                .field("Merchant", Merchant.class, "region", (merchant, call) -> place(merchant.regionCode(), call))
                .field("Merchant", Merchant.class, "isSelling", (merchant, _) -> merchant.isActive())
                .type("Place", Place.class);
    }

    private static void traces(Wiring wiring) {
        wiring.field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "id",
                        (shown, _) -> GlobalId.of("bat", shown.batch().id()))
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "batchCode",
                        (shown, _) -> shown.batch().code())
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "product",
                        (shown, call) -> call.load(shown.batch().productId()))
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "origin",
                        (shown, call) -> place(shown.batch().originCode(), call))
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "producedOn",
                        (shown, _) -> shown.batch().producedOn())
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "bestBefore",
                        (shown, _) -> shown.batch().bestBefore())
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "firstScannedAt",
                        (shown, _) -> shown.batch().firstScannedAt())
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "steps",
                        (shown, _) -> shown.batch().events())
                .field(
                        "TraceRecord",
                        ScannedBatch.class,
                        "recall",
                        (shown, _) -> shown.batch().recalled())
                .field("TraceRecall", Batch.Recalled.class, "reason", (recall, call) -> text(recall.reason(), call))
                .field("TraceRecall", Batch.Recalled.class, "remedy", (recall, call) -> text(recall.remedy(), call))
                .field("PackScan", PackScan.class, "count", (scan, _) -> Math.toIntExact(scan.scans()))
                .field("PackScan", PackScan.class, "isFirst", (scan, _) -> scan.scans() == 1)
                .field(
                        "PackScan",
                        PackScan.class,
                        "copyWarning",
                        (scan, call) -> scan.isSuspicious() ? COPY_WARNING.in(call.language()) : null)
                .field("TraceStep", TraceEvent.class, "kind", (event, _) -> event.step())
                .field("TraceStep", TraceEvent.class, "place", (event, call) -> place(event.placeCode(), call))
                .field("TraceStep", TraceEvent.class, "description", (event, call) -> text(event.description(), call));
    }

    private void pavilions(Wiring wiring) {
        wiring.field("Pavilion", Pavilion.class, "id", (pavilion, _) -> GlobalId.of("pav", pavilion.id()))
                .field("Pavilion", Pavilion.class, "name", (pavilion, call) -> text(pavilion.name(), call))
                .field(
                        "Pavilion",
                        Pavilion.class,
                        "description",
                        (pavilion, call) -> text(pavilion.description(), call))
                .field("Pavilion", Pavilion.class, "region", (pavilion, call) -> place(pavilion.regionCode(), call))
                .field("Pavilion", Pavilion.class, "listings", queries::listings);
    }

    private static CompletionStage<@Nullable Object> unavailableReason(Product product, Call call) {
        return call.load(product.merchant())
                .thenApply(merchant ->
                        merchant == null ? null : ProductFields.unavailableReason((Merchant) merchant, call));
    }

    private static CompletionStage<@Nullable Object> place(String code, Call call) {
        return call.load(new RegionKey(code));
    }

    private static String text(LocalizedText text, Call call) {
        return text.in(call.language());
    }

    private static @Nullable String imageUrl(Product product) {
        return product.picture() == null ? null : "/images/" + product.picture();
    }

    private static Object withProduct(Variant variant, Call call, Function<Product, Object> field) {
        return call.load(variant.productId())
                .thenApply(product -> product == null ? null : field.apply((Product) product));
    }

    private @Nullable BigDecimal maxQuantity(Variant variant, Call call) {
        var max = fields.bounds(variant, call).maxQuantity();
        return max == null ? null : BigDecimal.valueOf(max);
    }
}
