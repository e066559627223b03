package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeFault;
import market.catalog.Category;
import market.catalog.ProductType;
import market.catalog.SetProductTypeOutcome.Breach;
import market.catalog.Taxonomy;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;

/** Kinds of goods and the tree of categories: what the region's operator defines and merchants fill. */
@Singleton
class OperatorTaxonomy implements Resolvers {

    private final Taxonomy taxonomy;
    private final TaxonomyMutations mutations;

    OperatorTaxonomy(Taxonomy taxonomy, TaxonomyMutations mutations) {
        this.taxonomy = taxonomy;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query(
                        "productKinds",
                        _ -> taxonomy.productTypes().stream()
                                .sorted(Comparator.comparing(ProductType::code))
                                .toList())
                .query("categories", _ -> taxonomy.categories())
                .mutation("productKindSet", mutations::setType)
                .type("ProductKindSetPayload", TaxonomyMutations.TypePayload.class)
                .mutation("categorySet", mutations::setCategory)
                .payload("CategorySetPayload", "category")
                .field(
                        "ProductKind",
                        ProductType.class,
                        "name",
                        (type, call) -> type.name().in(call.language()))
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
                        (choice, call) -> choice.name().in(call.language()))
                .field(
                        "Category",
                        Category.class,
                        "name",
                        (category, call) -> category.name().in(call.language()))
                .field("Category", Category.class, "parentCode", (category, _) -> category.parent())
                .field(
                        "ProductKindBreach",
                        Breach.class,
                        "productId",
                        (breach, _) -> GlobalId.of("prd", breach.product()))
                .field("ProductKindBreach", Breach.class, "fields", (breach, _) -> fields(breach.faults()));
    }

    private static List<String> fields(List<AttributeFault> faults) {
        return faults.stream()
                .map(fault -> fault.sku() == null ? fault.field() : fault.sku() + " " + fault.field())
                .distinct()
                .toList();
    }
}
