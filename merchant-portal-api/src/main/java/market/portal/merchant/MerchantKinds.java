package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Comparator;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.PriceTier;
import market.catalog.Product;
import market.catalog.ProductType;
import market.catalog.Taxonomy;
import market.catalog.Variant;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.portal.AttributeValue;
import org.jspecify.annotations.Nullable;

/** Kinds of goods, what goods say by them, and how merchants write it. */
@Singleton
class MerchantKinds implements Resolvers {

    private final Taxonomy taxonomy;
    private final ProductMutations mutations;

    MerchantKinds(Taxonomy taxonomy, ProductMutations mutations) {
        this.taxonomy = taxonomy;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query(
                        "productKinds",
                        _ -> taxonomy.productTypes().stream()
                                .sorted(Comparator.comparing(ProductType::code))
                                .toList())
                .mutation("productSet", mutations::set)
                .payload("ProductSetPayload", "product")
                .type("TextWarning", TextWarning.class)
                .type("AttributeValue", AttributeValue.class)
                .field("Product", Product.class, "attributes", (product, _) -> AttributeValue.of(product.attributes()))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "attributes",
                        (variant, _) -> AttributeValue.of(variant.attributes()))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "netWeightGrams",
                        (variant, _) -> count(variant.netWeightGrams()))
                .field("ProductVariant", Variant.class, "maxQuantity", (variant, _) -> count(variant.maxQuantity()))
                .field("PriceTier", PriceTier.class, "maxQuantity", (tier, _) -> count(tier.maxQuantity()))
                .field("AttributeDefinition", Attribute.class, "type", (attribute, _) -> attribute.kind())
                .field(
                        "AttributeDefinition",
                        Attribute.class,
                        "name",
                        (attribute, call) -> attribute.name().in(call.language()))
                .field(
                        "AttributeChoice",
                        AttributeChoice.class,
                        "name",
                        (choice, call) -> choice.name().in(call.language()));
    }

    private static @Nullable BigDecimal count(@Nullable Long pieces) {
        return pieces == null ? null : BigDecimal.valueOf(pieces);
    }
}
