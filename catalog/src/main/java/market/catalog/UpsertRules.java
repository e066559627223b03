package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import market.catalog.UpsertProduct.VariantSpec;

/** All that can be said against a product before anything is written, and its attributes in canonical form. */
@Singleton
class UpsertRules {

    record Checked(
            List<AttributeFault> faults,
            Map<String, List<String>> attributes,
            List<Map<String, List<String>>> variantAttributes) {}

    private final Taxonomy taxonomy;
    private final JdbcOperations jdbc;

    UpsertRules(Taxonomy taxonomy, JdbcOperations jdbc) {
        this.taxonomy = taxonomy;
        this.jdbc = jdbc;
    }

    Checked check(UpsertProduct command) {
        var type = taxonomy.lockForGoods(command.productType());
        if (type.isEmpty()) {
            var fault = new AttributeFault(null, "product_type", "there is no product type " + command.productType());
            return new Checked(List.of(fault), Map.of(), List.of());
        }
        var rules = new AttributeRules(type.get());
        var attributes = rules.check(null, command.attributes());
        var variantAttributes = command.variants().stream()
                .map(variant -> rules.check(variant.sku(), variant.attributes()))
                .toList();
        var faults = new ArrayList<>(rules.faults());
        faults.addAll(VariantRules.faults(command.variants()));
        if (taxonomy.category(command.categoryCode()).isEmpty()) {
            faults.add(new AttributeFault(null, "category", "there is no category \"" + command.categoryCode() + "\""));
        }
        takenHandle(command)
                .forEach(handle ->
                        faults.add(new AttributeFault(null, "handle", handle + " is the handle of another product")));
        takenSkus(command).forEach(sku -> faults.add(takenSku(sku)));
        return new Checked(List.copyOf(faults), attributes, variantAttributes);
    }

    static AttributeFault takenSku(String sku) {
        return new AttributeFault(sku, "sku", sku + " is a variant of another product");
    }

    private List<String> takenHandle(UpsertProduct command) {
        return jdbc.prepareStatement("""
                SELECT handle
                  FROM catalog.product
                 WHERE handle = ? AND (merchant_id, key) <> (?, ?)
                """, statement -> {
            statement.setString(1, command.handle());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.key());
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
