package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.MerchantId;

/** Writes certificates and what they cover, in the caller's transaction. */
@Singleton
class CertificateWriter {

    private final JdbcOperations jdbc;
    private final Ids ids;

    CertificateWriter(JdbcOperations jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    boolean areGoodsOf(MerchantId merchant, Collection<ProductId> products) {
        var goods = uuids(products);
        return jdbc.prepareStatement(
                "SELECT count(*) FROM catalog.product WHERE id = ANY (?) AND merchant_id = ?", statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("uuid", goods));
                    statement.setObject(2, merchant.value());
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getInt(1) == goods.length;
                    }
                });
    }

    void cover(UUID certificate, Collection<ProductId> products) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.product_certificate (product_id, certificate_id)
                SELECT product_id, ?
                  FROM unnest(?) AS row (product_id)
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setObject(1, certificate);
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", uuids(products)));
            return statement.executeUpdate();
        });
    }

    void uncover(UUID certificate) {
        jdbc.prepareStatement("DELETE FROM catalog.product_certificate WHERE certificate_id = ?", statement -> {
            statement.setObject(1, certificate);
            return statement.executeUpdate();
        });
    }

    /** In the order of ids: two certificates of the same goods in another order would deadlock otherwise. */
    List<ProductId> covered(UUID certificate) {
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

    UUID register(RegisterCertificate command) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.certificate (id, merchant_id, kind, number, name_zh, name_en, issuer, holder,
                       valid_from, valid_to, decided_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())
                ON CONFLICT (merchant_id, kind, number) WHERE state IN ('VERIFIED', 'REVOKED') DO UPDATE
                   SET name_zh = excluded.name_zh, name_en = excluded.name_en, issuer = excluded.issuer,
                       holder = excluded.holder, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                       lapsed_at = NULL, version = certificate.version + 1
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

    /** Beside the one in force, if there is one: a renewal takes its place only when it is verified. */
    UUID submit(SubmitCertificate command) {
        return jdbc.prepareStatement("""
                INSERT INTO catalog.certificate (id, merchant_id, kind, number, name_zh, name_en, issuer, holder,
                       valid_from, valid_to, state, scope, document_id, batch_code, quota_grams)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'SUBMITTED', ?, ?, ?, ?)
                ON CONFLICT (merchant_id, kind, number) WHERE state IN ('SUBMITTED', 'REJECTED') DO UPDATE
                   SET name_zh = excluded.name_zh, name_en = excluded.name_en, issuer = excluded.issuer,
                       holder = excluded.holder, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                       state = excluded.state, scope = excluded.scope, document_id = excluded.document_id,
                       batch_code = excluded.batch_code, quota_grams = excluded.quota_grams, reason = NULL,
                       warned_at = NULL, quota_warned_at = NULL, lapsed_at = NULL, version = certificate.version + 1
                RETURNING id
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, command.merchant().value());
            statement.setString(3, command.kindCode());
            statement.setString(4, command.number());
            statement.setString(5, command.name().zh());
            statement.setString(6, command.name().en());
            statement.setString(7, command.issuer());
            statement.setString(8, command.holder());
            statement.setDate(9, Date.valueOf(command.validFrom()));
            statement.setDate(10, Date.valueOf(command.validTo()));
            statement.setString(11, command.scope());
            statement.setObject(12, command.document());
            statement.setString(13, command.batchCode());
            statement.setObject(14, command.quotaGrams());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject("id", UUID.class);
            }
        });
    }

    /** The one in force makes way for its renewal, whose quota is charged with what was sold before. */
    void replaceEarlier(FiledCertificate renewal) {
        jdbc.prepareStatement("""
                WITH earlier AS (
                    UPDATE catalog.certificate
                       SET state = 'REPLACED', version = version + 1
                     WHERE merchant_id = ? AND kind = ? AND number = ? AND state IN ('VERIFIED', 'REVOKED') AND id <> ?
                    RETURNING used_grams
                )
                UPDATE catalog.certificate AS renewal
                   SET used_grams = renewal.used_grams + earlier.used_grams
                  FROM earlier
                 WHERE renewal.id = ?
                """, statement -> {
            statement.setObject(1, renewal.merchant().value());
            statement.setString(2, renewal.certificate().kindCode());
            statement.setString(3, renewal.certificate().number());
            statement.setObject(4, renewal.certificate().id());
            statement.setObject(5, renewal.certificate().id());
            return statement.executeUpdate();
        });
    }

    private static UUID[] uuids(Collection<ProductId> products) {
        return products.stream().map(ProductId::value).distinct().toArray(UUID[]::new);
    }
}
