package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes why goods are kept off the shelf, in the caller's transaction; goods whose bars change say so. */
@Singleton
class ProductBars {

    private final JdbcOperations jdbc;
    private final ProductWriter writer;
    private final Notices notices;

    ProductBars(JdbcOperations jdbc, ProductWriter writer, Notices notices) {
        this.jdbc = jdbc;
        this.writer = writer;
        this.notices = notices;
    }

    /** In the order of ids; certificates may still be hung on the goods meanwhile. */
    List<UUID> lock(Collection<UUID> products) {
        return jdbc.prepareStatement(
                "SELECT id FROM catalog.product WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE", statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("uuid", products.toArray()));
                    try (var rows = statement.executeQuery()) {
                        var locked = new ArrayList<UUID>();
                        while (rows.next()) {
                            locked.add(rows.getObject("id", UUID.class));
                        }
                        return locked;
                    }
                });
    }

    /** @param product locked, as it stands */
    void replaceGates(Product product, List<ProductBar> gates) {
        var before = product.bars().stream()
                .filter(bar -> bar.cause() == ProductBar.Cause.GATE)
                .toList();
        if (Set.copyOf(before).equals(Set.copyOf(gates))) {
            return;
        }
        jdbc.prepareStatement("DELETE FROM catalog.product_bar WHERE product_id = ? AND cause = 'GATE'", statement -> {
            statement.setObject(1, product.id().value());
            return statement.executeUpdate();
        });
        gates.forEach(bar -> insert(product.id(), bar));
        gates.stream()
                .filter(bar -> !before.contains(bar))
                .forEach(bar ->
                        notices.tell(product.merchant(), Notice.Kind.PRODUCT_BARRED, product.handle(), bar.reason()));
        writer.touch(product.id(), product.merchant());
    }

    /** Bars goods for a batch that was called back; nothing changes where they are barred for it already. */
    void bar(Product product, ProductBar bar) {
        if (insert(product.id(), bar) == 1) {
            writer.touch(product.id(), product.merchant());
        }
    }

    void free(Product product, ProductBar.Cause cause, String code) {
        var freed = jdbc.prepareStatement(
                "DELETE FROM catalog.product_bar WHERE product_id = ? AND cause = ? AND code = ?", statement -> {
                    statement.setObject(1, product.id().value());
                    statement.setString(2, cause.name());
                    statement.setString(3, code);
                    return statement.executeUpdate();
                });
        if (freed == 1) {
            writer.touch(product.id(), product.merchant());
        }
    }

    private int insert(ProductId product, ProductBar bar) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.product_bar (product_id, cause, code, reason_zh, reason_en)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setObject(1, product.value());
            statement.setString(2, bar.cause().name());
            statement.setString(3, bar.code());
            statement.setString(4, bar.reason().zh());
            statement.setString(5, bar.reason().en());
            return statement.executeUpdate();
        });
    }
}
