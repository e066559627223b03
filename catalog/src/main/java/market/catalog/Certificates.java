package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import market.kernel.Ids;

/** Certificates of merchants for their goods. */
@Singleton
public class Certificates {

    private final JdbcOperations jdbc;
    private final ProductWriter products;
    private final Ids ids;

    Certificates(JdbcOperations jdbc, ProductWriter products, Ids ids) {
        this.jdbc = jdbc;
        this.products = products;
        this.ids = ids;
    }

    /** Registers or renews a certificate and adds goods of the same merchant to those it covers. */
    @Transactional
    public UUID register(RegisterCertificate command) {
        requireOwnGoods(command);
        var id = upsert(command);
        cover(id, goods(command));
        // What the certificate says is shown on all goods it covers, those of earlier registrations too.
        covered(id).forEach(product -> products.touch(product, command.merchant()));
        return id;
    }

    private void requireOwnGoods(RegisterCertificate command) {
        var goods = goods(command);
        var own = jdbc.prepareStatement(
                "SELECT count(*) FROM catalog.product WHERE id = ANY (?) AND merchant_id = ?", statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("uuid", goods));
                    statement.setObject(2, command.merchant().value());
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getInt(1);
                    }
                });
        if (own != goods.length) {
            throw new IllegalArgumentException("A certificate covers goods of its merchant only");
        }
    }

    private void cover(UUID certificate, UUID[] goods) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.product_certificate (product_id, certificate_id)
                SELECT product_id, ?
                  FROM unnest(?) AS row (product_id)
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setObject(1, certificate);
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", goods));
            return statement.executeUpdate();
        });
    }

    /** In the order of ids: two certificates of the same goods in another order would deadlock otherwise. */
    private List<ProductId> covered(UUID certificate) {
        return jdbc.prepareStatement("""
                SELECT product_id
                  FROM catalog.product_certificate
                 WHERE certificate_id = ?
                 ORDER BY product_id
                """, statement -> {
            statement.setObject(1, certificate);
            try (var rows = statement.executeQuery()) {
                var goods = new ArrayList<ProductId>();
                while (rows.next()) {
                    goods.add(new ProductId(rows.getObject("product_id", UUID.class)));
                }
                return goods;
            }
        });
    }

    private static UUID[] goods(RegisterCertificate command) {
        return command.products().stream().map(ProductId::value).distinct().toArray(UUID[]::new);
    }

    private UUID upsert(RegisterCertificate command) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.certificate (id, merchant_id, kind, number, name_zh, name_en, issuer, holder,
                       valid_from, valid_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (merchant_id, kind, number) DO UPDATE
                   SET name_zh = excluded.name_zh, name_en = excluded.name_en, issuer = excluded.issuer,
                       holder = excluded.holder, valid_from = excluded.valid_from, valid_to = excluded.valid_to
                RETURNING id
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.kind().name());
            statement.setString(4, command.number());
            statement.setString(5, command.name().zh());
            statement.setString(6, command.name().en());
            statement.setString(7, command.issuer());
            statement.setString(8, command.holder());
            statement.setDate(9, Date.valueOf(command.validFrom()));
            statement.setDate(10, Date.valueOf(command.validTo()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject("id", UUID.class);
            }
        });
    }
}
