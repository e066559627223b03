package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.catalog.PreSale;
import market.catalog.PriceTier;
import market.catalog.Product;
import market.catalog.ProductBar;
import market.catalog.ProductId;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.PageStart;
import market.portal.Scopes;
import market.portal.TextInLanguage;
import org.jspecify.annotations.Nullable;

/** A merchant's own products in any state. */
@Singleton
class MerchantProducts implements Resolvers {

    private static final String SCOPE = "products.read";
    private static final String ORDER = "products";
    private static final String VARIANT_ORDER = "variants";

    private final Products products;
    private final Taxonomy taxonomy;
    private final PriceMutation prices;
    private final PreSaleMutation preSales;
    private final TextMutation texts;

    MerchantProducts(
            Products products, Taxonomy taxonomy, PriceMutation prices, PreSaleMutation preSales, TextMutation texts) {
        this.products = products;
        this.taxonomy = taxonomy;
        this.prices = prices;
        this.preSales = preSales;
        this.texts = texts;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("products", this::page)
                .query("product", this::product)
                .mutation("variantPriceSet", prices::set)
                .payload("VariantPriceSetPayload", "product")
                .mutation("variantPreSaleSet", preSales::set)
                .payload("VariantPreSaleSetPayload", "product")
                .mutation("productTextsSet", texts::set)
                .payload("ProductTextsSetPayload", "product")
                .loader(VariantId.class, this::variants)
                .node("prd", (id, call) -> find(new ProductId(id), call))
                .node("var", this::variant)
                .connection("ProductConnection", "ProductEdge")
                .connection("ProductVariantConnection", "ProductVariantEdge")
                .field("Product", Product.class, "id", (product, _) -> GlobalId.of("prd", product.id()))
                .field("Product", Product.class, "titles", (product, _) -> TextInLanguage.of(product.title()))
                .field(
                        "Product",
                        Product.class,
                        "descriptions",
                        (product, _) -> TextInLanguage.of(product.description()))
                .field(
                        "Product",
                        Product.class,
                        "descriptionsHtml",
                        (product, _) -> TextInLanguage.ofAny(product.descriptionHtml()))
                .field(
                        "ProductBar",
                        ProductBar.class,
                        "reason",
                        (bar, call) -> bar.reason().in(call.language()))
                .field("Product", Product.class, "kind", (product, _) -> type(product))
                .field("Product", Product.class, "pavilionHandles", (product, _) -> product.pavilions())
                .field("Product", Product.class, "variants", MerchantProducts::variants)
                .field(
                        "ProductKind",
                        ProductType.class,
                        "name",
                        (type, call) -> type.name().in(call.language()));
        variantFields(wiring);
    }

    private static void variantFields(Wiring wiring) {
        wiring.type("PreSale", PreSale.class)
                .field("ProductVariant", Variant.class, "id", (variant, _) -> GlobalId.of("var", variant.id()))
                .field("ProductVariant", Variant.class, "saleUnit", (variant, _) -> variant.unit())
                .field("ProductVariant", Variant.class, "minQuantity", (variant, _) -> pieces(variant.minQuantity()))
                .field("ProductVariant", Variant.class, "quantityStep", (variant, _) -> pieces(variant.quantityStep()))
                .field("ProductVariant", Variant.class, "casePack", (variant, _) -> pieces(variant.casePack()))
                .field("PriceTier", PriceTier.class, "minQuantity", (tier, _) -> pieces(tier.minQuantity()))
                .field("PriceTier", PriceTier.class, "quantityStep", (tier, _) -> pieces(tier.step()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1)
                .map(values -> new ProductId(PageStart.uuid(values.getFirst())))
                .orElse(Products.FIRST);
        return Connection.of(
                products.pageOfMerchant(call.merchantUser().merchant(), after, paging.first()),
                paging,
                product -> Cursor.of(ORDER, product.id().value().toString()));
    }

    @Nullable
    private Product product(Call call) {
        var by = call.arguments().object("by");
        var found = by.isGiven("key")
                ? products.findByKey(call.merchantUser().merchant(), by.text("key"))
                : by.id("id", "prd").flatMap(id -> find(new ProductId(id), call));
        return found.orElse(null);
    }

    private Optional<Product> find(ProductId id, Call call) {
        Scopes.require(call, SCOPE);
        var own = call.merchantUser().merchant();
        return products.find(id).filter(product -> product.merchant().equals(own));
    }

    private Optional<Variant> variant(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        var own = call.merchantUser().merchant();
        return products.findOffers(List.of(new VariantId(id))).values().stream()
                .filter(offer -> offer.product().merchant().equals(own))
                .map(offer -> offer.variant())
                .filter(variant -> variant.id().value().equals(id))
                .findFirst();
    }

    private Map<VariantId, Variant> variants(Collection<VariantId> ids) {
        var variants = new HashMap<VariantId, Variant>();
        products.findOffers(ids).forEach((id, offer) -> variants.put(id, offer.variant()));
        return variants;
    }

    private ProductType type(Product product) {
        return taxonomy.productType(product.productType())
                .orElseThrow(() -> new IllegalStateException("No product type " + product.productType()));
    }

    private static Connection variants(Product product, Call call) {
        return Connection.ofWhole(
                product.variants(),
                call.paging(),
                variant -> Cursor.of(VARIANT_ORDER, variant.id().value().toString()));
    }

    private static BigDecimal pieces(long count) {
        return BigDecimal.valueOf(count);
    }
}
