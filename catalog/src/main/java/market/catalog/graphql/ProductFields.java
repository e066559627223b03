package market.catalog.graphql;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import market.catalog.AttributeLevel;
import market.catalog.Certificate;
import market.catalog.PriceTier;
import market.catalog.PricedLine;
import market.catalog.Pricing;
import market.catalog.Product;
import market.catalog.ProductType;
import market.catalog.Purchase;
import market.catalog.RichText;
import market.catalog.Taxonomy;
import market.catalog.Variant;
import market.graphql.Call;
import market.graphql.Connection;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.kernel.Money;
import market.merchants.Merchant;
import org.jspecify.annotations.Nullable;

/** What is computed of a product and its variants. */
@Singleton
class ProductFields {

    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");
    private static final String VARIANT_ORDER = "variants";
    private static final long GRAMS_COMPARED = 500;
    private static final LocalizedText SUSPENDED = new LocalizedText("商家已被暂停营业：", "The merchant is suspended: ");

    record PriceRange(Money min, Money max) {}

    private final Taxonomy taxonomy;
    private final Clock clock;

    ProductFields(Taxonomy taxonomy, Clock clock) {
        this.taxonomy = taxonomy;
        this.clock = clock;
    }

    ProductType type(Product product) {
        return taxonomy.productType(product.productType())
                .orElseThrow(() -> new IllegalStateException("No product type " + product.productType()));
    }

    Object attributes(Product product, Call call) {
        var references = type(product).references(product.attributes());
        return references.isEmpty()
                ? attributes(product, Referred.NOTHING, call)
                : call.load(new ReferencesOf(references))
                        .thenApply(found ->
                                attributes(product, found == null ? Referred.NOTHING : (Referred) found, call));
    }

    private List<AttributeValue> attributes(Product product, Referred referred, Call call) {
        return AttributeValue.of(
                type(product), AttributeLevel.PRODUCT, product.attributes(), referred, call.language());
    }

    List<AttributeValue> attributes(Product product, Variant variant, Call call) {
        return AttributeValue.of(
                type(product), AttributeLevel.VARIANT, variant.attributes(), Referred.NOTHING, call.language());
    }

    /** What a stored answer with the product must be dropped for. */
    List<String> surrogateKeys(Product product) {
        var shown = Stream.of(GlobalId.of("prd", product.id()), GlobalId.of("mer", product.merchant()));
        var referred = taxonomy.productType(product.productType()).stream()
                .flatMap(type -> type.references(product.attributes()).stream())
                .map(id -> GlobalId.of("prd", id));
        return Stream.concat(shown, referred).toList();
    }

    /** The axis values of a variant, or its sku when it has none. */
    String title(Product product, Variant variant, Call call) {
        var type = type(product);
        var title = attributes(product, variant, call).stream()
                .filter(value -> type.attribute(value.code()).orElseThrow().isVariantAxis())
                .map(AttributeValue::displayValue)
                .toList();
        return title.isEmpty() ? variant.sku() : String.join(" · ", title);
    }

    PriceRange priceRange(Product product, Call call) {
        var prices = product.variants().stream()
                .map(variant -> price(variant, call))
                .sorted()
                .toList();
        return new PriceRange(prices.getFirst(), prices.getLast());
    }

    Money price(Variant variant, Call call) {
        return Pricing.firstPrice(variant, purchase(call));
    }

    List<PriceTier> priceTiers(Variant variant, Call call) {
        return Pricing.tiersFor(variant, purchase(call));
    }

    /** What the caller may buy of it; its price is that of the list. */
    PricedLine bounds(Variant variant, Call call) {
        return Pricing.price(variant, purchase(call), 0);
    }

    private Purchase purchase(Call call) {
        return Purchase.by(call.actor(), clock.instant());
    }

    @Nullable
    Money pricePer500g(Variant variant, Call call) {
        var grams = variant.netWeightGrams();
        return grams == null ? null : price(variant, call).proportion(GRAMS_COMPARED, grams);
    }

    Connection variants(Product product, Call call) {
        return Connection.ofWhole(
                product.variants(),
                call.paging(),
                variant -> Cursor.of(VARIANT_ORDER, variant.id().value().toString()));
    }

    List<Certificate> validCertificates(Product product) {
        var today = LocalDate.ofInstant(clock.instant(), TRADE_ZONE);
        return product.certificates().stream()
                .filter(certificate -> certificate.isValidOn(today))
                .toList();
    }

    /** Of a plain description its paragraphs and lines. */
    static String descriptionHtml(Product product, Call call) {
        var html = product.descriptionHtml();
        return html == null ? RichText.ofPlain(product.description().in(call.language())) : html.in(call.language());
    }

    static @Nullable String unavailableReason(Merchant merchant, Call call) {
        return merchant.isActive()
                ? null
                : SUSPENDED.in(call.language()) + Objects.requireNonNullElse(merchant.suspensionReason(), "");
    }
}
