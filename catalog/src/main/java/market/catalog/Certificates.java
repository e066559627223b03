package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Date;
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

    /** Registers or renews a certificate and adds the goods it covers. */
    @Transactional
    public UUID register(RegisterCertificate command) {
        var id = upsert(command);
        for (var product : command.products()) {
            jdbc.prepareStatement("""
                    INSERT INTO catalog.product_certificate (product_id, certificate_id)
                    VALUES (?, ?)
                    ON CONFLICT DO NOTHING
                    """, statement -> {
                statement.setObject(1, product.value());
                statement.setObject(2, id);
                return statement.executeUpdate();
            });
            products.touch(product, command.merchant());
        }
        return id;
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
