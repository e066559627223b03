package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import market.kernel.GlobalId;
import market.kernel.MerchantId;

/** Finds the products that goods refer to. No product is ever deleted, so what was found stays. */
@Singleton
class ProductReferences {

    /** An id or a key; nothing else is asked for. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Global ids by what was written for them, and the keys of their products. */
    record Found(Map<String, String> ids, Map<String, String> keys) {

        private static final Found NOTHING = new Found(Map.of(), Map.of());

        /** The product that the text names, unless it is the one of this key: nothing refers to itself. */
        Optional<String> otherThan(String key, String text) {
            return Optional.ofNullable(ids.get(text)).filter(id -> !key.equals(keys.get(id)));
        }
    }

    private final JdbcOperations jdbc;

    ProductReferences(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** What a product would refer to, as it was written. */
    static Set<String> texts(UpsertProduct command, Optional<ProductType> type) {
        return type.stream()
                .flatMap(known -> known.attributes().stream())
                .filter(attribute -> attribute.kind() == AttributeKind.REFERENCE)
                .flatMap(attribute -> Optional.ofNullable(command.attributes().get(attribute.code())).stream())
                .filter(text -> NAME.matcher(text).matches())
                .collect(Collectors.toSet());
    }

    /** In one statement: products of the merchant by their global ids or the merchant's keys; others are left out. */
    Found find(MerchantId merchant, Collection<String> texts) {
        if (texts.isEmpty()) {
            return Found.NOTHING;
        }
        var ids = texts.stream()
                .flatMap(text -> GlobalId.parse("prd", text).stream())
                .toArray();
        return jdbc.prepareStatement("""
                SELECT id, key
                  FROM catalog.product
                 WHERE merchant_id = ? AND (id = ANY (?) OR key = ANY (?))
                """, statement -> {
            var connection = statement.getConnection();
            statement.setObject(1, merchant.value());
            statement.setArray(2, connection.createArrayOf("uuid", ids));
            statement.setArray(3, connection.createArrayOf("text", texts.toArray()));
            var byText = new HashMap<String, String>();
            var keys = new HashMap<String, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = GlobalId.of("prd", rows.getObject("id", UUID.class));
                    keys.put(id, rows.getString("key"));
                    byText.putIfAbsent(rows.getString("key"), id);
                }
            }
            // A key that looks like an id does not hide the product of that id.
            keys.keySet().forEach(id -> byText.put(id, id));
            return new Found(byText, keys);
        });
    }
}
