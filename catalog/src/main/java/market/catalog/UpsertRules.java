package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import market.catalog.UpsertProduct.VariantSpec;
import org.jspecify.annotations.Nullable;

/** All that can be said against a product before anything is written, and its attributes in canonical form. */
@Singleton
class UpsertRules {

    record Checked(
            List<AttributeFault> faults,
            Map<String, List<String>> attributes,
            List<Map<String, List<String>>> variantAttributes) {

        /** Then nothing else could be looked at. */
        boolean isOfUnknownType() {
            return faults.stream().anyMatch(fault -> fault.field().equals("product_type"));
        }

        /**
         * The product as it would be on the shelf. A new one has no certificates: those are hung on goods that are there.
         *
         * @param fresh the id of one that is new
         */
        Product listed(UpsertProduct wanted, @Nullable Product current, ProductId fresh, Instant now) {
            var id = current == null ? fresh : current.id();
            var rich = wanted.richDescription();
            return new Product(
                    id,
                    wanted.merchant(),
                    wanted.key(),
                    wanted.handle(),
                    wanted.productType(),
                    wanted.categoryCode(),
                    wanted.title(),
                    wanted.description(),
                    rich == null ? null : rich.html(),
                    wanted.originCode(),
                    attributes,
                    wanted.image(),
                    current == null ? List.of() : current.media(),
                    wanted.keywords(),
                    ProductStatus.LISTED,
                    IntStream.range(0, wanted.variants().size())
                            .mapToObj(i -> variant(id, wanted.variants().get(i), variantAttributes.get(i)))
                            .toList(),
                    List.of(),
                    List.of(),
                    List.of(),
                    current == null ? 1 : current.version(),
                    now);
        }

        private static Variant variant(ProductId product, VariantSpec spec, Map<String, List<String>> attributes) {
            return new Variant(
                    new VariantId(product.value()),
                    product,
                    spec.sku(),
                    attributes,
                    spec.price(),
                    spec.netWeightGrams(),
                    spec.unit(),
                    spec.barcode(),
                    spec.minQuantity(),
                    spec.quantityStep(),
                    spec.casePack(),
                    spec.maxQuantity(),
                    spec.tiers());
        }
    }

    static final int VARIANTS_MAX = 2_000;

    private final Taxonomy taxonomy;
    private final ProductReferences references;
    private final JdbcOperations jdbc;

    UpsertRules(Taxonomy taxonomy, ProductReferences references, JdbcOperations jdbc) {
        this.taxonomy = taxonomy;
        this.references = references;
        this.jdbc = jdbc;
    }

    Checked check(UpsertProduct command) {
        var type = taxonomy.lockForGoods(command.productType());
        var referred = references.find(command.merchant(), ProductReferences.texts(command, type));
        var checked = checkByItself(command, type, referred);
        if (checked.isOfUnknownType()) {
            return checked;
        }
        var faults = new ArrayList<>(checked.faults());
        takenHandle(command).forEach(handle -> faults.add(takenHandle(handle)));
        takenSkus(command).forEach(sku -> faults.add(takenSku(sku)));
        if (others(command) + command.variants().size() > VARIANTS_MAX) {
            faults.add(tooManyVariants());
        }
        return new Checked(List.copyOf(faults), checked.attributes(), checked.variantAttributes());
    }

    /** What can be said without asking what else is stored; the type is locked, and what is referred to found already. */
    Checked checkByItself(UpsertProduct command, Optional<ProductType> type, ProductReferences.Found referred) {
        if (type.isEmpty()) {
            var fault = new AttributeFault(
                    null,
                    "product_type",
                    "there is no product type " + command.productType(),
                    "没有品类 " + command.productType());
            return new Checked(List.of(fault), Map.of(), List.of());
        }
        var rules = new AttributeRules(type.get(), (_, text) -> referred.otherThan(command.key(), text));
        var attributes = rules.check(null, command.attributes());
        var variantAttributes = command.variants().stream()
                .map(variant -> rules.check(variant.sku(), variant.attributes()))
                .toList();
        var faults = new ArrayList<>(rules.faults());
        faults.addAll(VariantRules.faults(command.variants()));
        if (taxonomy.category(command.categoryCode()).isEmpty()) {
            faults.add(new AttributeFault(
                    null,
                    "category",
                    "there is no category \"" + command.categoryCode() + "\"",
                    "没有类目 " + command.categoryCode()));
        }
        return new Checked(List.copyOf(faults), attributes, variantAttributes);
    }

    static AttributeFault takenHandle(String handle) {
        return new AttributeFault(null, "handle", handle + " is the handle of another product", handle + " 已是其他商品的网址名");
    }

    static AttributeFault tooManyVariants() {
        return new AttributeFault(
                null,
                "variants",
                "a product has at most " + VARIANTS_MAX + " variants",
                "每个商品最多 " + VARIANTS_MAX + " 个规格");
    }

    /** Variants that the product has beside those that are written. */
    private int others(UpsertProduct command) {
        var skus = command.variants().stream().map(VariantSpec::sku).toArray(String[]::new);
        return jdbc.prepareStatement("""
                SELECT count(*)
                  FROM catalog.product AS p
                  JOIN catalog.variant AS v ON v.product_id = p.id
                 WHERE p.merchant_id = ? AND p.key = ? AND v.sku <> ALL (?)
                """, statement -> {
            statement.setObject(1, command.merchant().value());
            statement.setString(2, command.key());
            statement.setArray(3, statement.getConnection().createArrayOf("text", skus));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    static AttributeFault takenSku(String sku) {
        return new AttributeFault(sku, "sku", sku + " is a variant of another product", sku + " 已是其他商品的规格");
    }

    private List<String> takenHandle(UpsertProduct command) {
        return jdbc.prepareStatement("""
                SELECT handle
                  FROM catalog.product
                 WHERE handle = ? AND (merchant_id, key) <> (?, ?)
                 UNION
                SELECT former.handle
                  FROM catalog.former_handle AS former
                  JOIN catalog.product AS p ON p.id = former.product_id
                 WHERE former.handle = ? AND (p.merchant_id, p.key) <> (?, ?)
                """, statement -> {
            statement.setString(1, command.handle());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.key());
            statement.setString(4, command.handle());
            statement.setObject(5, command.merchant().value());
            statement.setString(6, command.key());
            return texts(statement);
        });
    }

    private List<String> takenSkus(UpsertProduct command) {
        var skus = command.variants().stream().map(VariantSpec::sku).toArray(String[]::new);
        return jdbc.prepareStatement("""
                SELECT v.sku
                  FROM catalog.variant AS v
                  JOIN catalog.product AS p ON p.id = v.product_id
                 WHERE v.merchant_id = ? AND v.sku = ANY (?) AND p.key <> ?
                 ORDER BY v.sku
                """, statement -> {
            statement.setObject(1, command.merchant().value());
            statement.setArray(2, statement.getConnection().createArrayOf("text", skus));
            statement.setString(3, command.key());
            return texts(statement);
        });
    }

    private static List<String> texts(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
