package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/**
 * What is sold counts against the quota of the certificate that covers it, once for each line of an order however often it
 * is told, and what did not leave its merchant is given back once.
 */
@Singleton
public class CertificateQuotas {

    /** A merchant is warned when only so small a part of the quota is left. */
    private static final int WARNED_AT_PART = 10;

    /** A line of an order that was paid. */
    public record Sale(UUID line, VariantId variant, long pieces) {}

    /** A certificate whose quota is used in another way than before. */
    private record Use(UUID certificate, MerchantId merchant, String number, long quota, long before, long after) {

        boolean turnedUsedUp() {
            return before < quota && after >= quota;
        }

        boolean turnedUsable() {
            return before >= quota && after < quota;
        }

        boolean isLow() {
            return after < quota && after >= quota - quota / WARNED_AT_PART;
        }
    }

    private final JdbcOperations jdbc;
    private final CertificateRepository repository;
    private final Certificates certificates;
    private final ProductWriter products;
    private final Notices notices;
    private final Clock clock;

    CertificateQuotas(
            JdbcOperations jdbc,
            CertificateRepository repository,
            Certificates certificates,
            ProductWriter products,
            Notices notices,
            Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.certificates = certificates;
        this.products = products;
        this.notices = notices;
        this.clock = clock;
    }

    /** Of several certificates of a kind that cover goods, that with something left which lapses first is charged. */
    @Transactional
    public void charge(Collection<Sale> sales, Instant soldAt) {
        var variants = sales.stream().map(sale -> sale.variant().value()).toArray();
        if (takesTurns("""
                SELECT DISTINCT c.merchant_id, c.kind, c.number
                  FROM catalog.variant AS v
                  JOIN catalog.product_certificate AS pc ON pc.product_id = v.product_id
                  JOIN catalog.certificate AS c ON c.id = pc.certificate_id
                 WHERE v.id = ANY (?) AND c.state = 'VERIFIED' AND c.quota_grams IS NOT NULL
                """, variants)) {
            tell(charged(sales, variants, TradeDay.of(soldAt)));
        }
    }

    /** Lines that were never charged, or were given back already, change nothing. */
    @Transactional
    public void giveBack(Collection<UUID> lines) {
        var ids = lines.toArray();
        if (takesTurns("""
                SELECT DISTINCT c.merchant_id, c.kind, c.number
                  FROM catalog.certificate_charge AS charge
                  JOIN catalog.certificate AS c ON c.id = charge.certificate_id
                 WHERE charge.order_line_id = ANY (?)
                """, ids)) {
            tell(givenBack(ids));
        }
    }

    /** A renewal takes over what was used: until the transaction ends, none takes place. False when there is nothing to do. */
    private boolean takesTurns(String sql, Object[] ids) {
        List<String> turns = jdbc.prepareStatement(sql, statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
            try (var rows = statement.executeQuery()) {
                var names = new ArrayList<String>();
                while (rows.next()) {
                    names.add(Certificates.turn(
                            new MerchantId(rows.getObject("merchant_id", UUID.class)),
                            rows.getString("kind"),
                            rows.getString("number")));
                }
                return names;
            }
        });
        if (!turns.isEmpty()) {
            products.takeTurns(turns);
        }
        return !turns.isEmpty();
    }

    private List<Use> charged(Collection<Sale> sales, Object[] variants, LocalDate day) {
        var lines = sales.stream().map(Sale::line).toArray();
        var pieces = sales.stream().map(Sale::pieces).toArray();
        return jdbc.prepareStatement("""
                WITH wanted AS (
                    SELECT DISTINCT ON (sold.line, c.kind) sold.line, c.kind, c.id, v.net_weight_grams * sold.pieces AS grams
                      FROM unnest(?, ?, ?) AS sold (line, variant, pieces)
                      JOIN catalog.variant AS v ON v.id = sold.variant
                      JOIN catalog.product_certificate AS pc ON pc.product_id = v.product_id
                      JOIN catalog.certificate AS c ON c.id = pc.certificate_id
                     WHERE v.net_weight_grams > 0 AND c.state = 'VERIFIED' AND c.quota_grams IS NOT NULL
                       AND ? BETWEEN c.valid_from AND c.valid_to
                     ORDER BY sold.line, c.kind, c.used_grams >= c.quota_grams, c.valid_to, c.id
                ), charged AS (
                    INSERT INTO catalog.certificate_charge (order_line_id, kind, is_return, certificate_id, grams, created_at)
                    SELECT line, kind, false, id, grams, ?
                      FROM wanted
                    ON CONFLICT DO NOTHING
                    RETURNING certificate_id, grams
                ), summed AS (
                    SELECT certificate_id, CAST(sum(grams) AS bigint) AS grams
                      FROM charged
                     GROUP BY certificate_id
                )
                UPDATE catalog.certificate AS c
                   SET used_grams = c.used_grams + summed.grams
                  FROM summed
                 WHERE c.id = summed.certificate_id
                RETURNING c.id, c.merchant_id, c.number, c.quota_grams, c.used_grams - summed.grams AS used_before,
                          c.used_grams
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("uuid", lines));
            statement.setArray(2, connection.createArrayOf("uuid", variants));
            statement.setArray(3, connection.createArrayOf("bigint", pieces));
            statement.setDate(4, Date.valueOf(day));
            statement.setTimestamp(5, Timestamp.from(clock.instant()));
            return uses(statement);
        });
    }

    /** To the one that is in force now: what was used of the one before was added to it. */
    private List<Use> givenBack(Object[] lines) {
        return jdbc.prepareStatement("""
                WITH returned AS (
                    INSERT INTO catalog.certificate_charge (order_line_id, kind, is_return, certificate_id, grams, created_at)
                    SELECT order_line_id, kind, true, certificate_id, -grams, ?
                      FROM catalog.certificate_charge
                     WHERE order_line_id = ANY (?) AND NOT is_return
                    ON CONFLICT DO NOTHING
                    RETURNING certificate_id, grams
                ), summed AS (
                    SELECT current.id, CAST(sum(returned.grams) AS bigint) AS grams
                      FROM returned
                      JOIN catalog.certificate AS charged ON charged.id = returned.certificate_id
                      JOIN catalog.certificate AS current ON current.merchant_id = charged.merchant_id
                       AND current.kind = charged.kind AND current.number = charged.number
                       AND current.state IN ('VERIFIED', 'REVOKED')
                     GROUP BY current.id
                )
                UPDATE catalog.certificate AS c
                   SET used_grams = c.used_grams + summed.grams
                  FROM summed
                 WHERE c.id = summed.id
                RETURNING c.id, c.merchant_id, c.number, c.quota_grams, c.used_grams - summed.grams AS used_before,
                          c.used_grams
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", lines));
            return uses(statement);
        });
    }

    /** Those that have a quota now, in the order of their ids. */
    private static List<Use> uses(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var uses = new ArrayList<Use>();
            while (rows.next()) {
                if (rows.getObject("quota_grams") != null) {
                    uses.add(new Use(
                            rows.getObject("id", UUID.class),
                            new MerchantId(rows.getObject("merchant_id", UUID.class)),
                            rows.getString("number"),
                            rows.getLong("quota_grams"),
                            rows.getLong("used_before"),
                            rows.getLong("used_grams")));
                }
            }
            uses.sort(Comparator.comparing(Use::certificate));
            return uses;
        }
    }

    private void tell(List<Use> uses) {
        for (var use : uses) {
            if (use.turnedUsedUp()) {
                certificates.tell(use.certificate(), use.merchant());
                notices.tell(
                        use.merchant(),
                        Notice.Kind.CERTIFICATE_USED_UP,
                        use.number(),
                        new LocalizedText(
                                "证书 " + use.number() + " 的额度已用完，依赖它的商品已下架",
                                "The quota of the certificate " + use.number()
                                        + " is used up; goods that hang on it are off the shelf"));
            } else if (use.turnedUsable()) {
                certificates.tell(use.certificate(), use.merchant());
            } else if (use.isLow() && repository.warnOfQuota(use.certificate(), clock.instant()) == 1) {
                notices.tell(
                        use.merchant(),
                        Notice.Kind.CERTIFICATE_QUOTA_LOW,
                        use.number(),
                        new LocalizedText(
                                "证书 " + use.number() + " 的额度已用 " + use.after() + " 克，共 " + use.quota()
                                        + " 克，用完后依赖它的商品将下架",
                                use.after() + " of " + use.quota() + " g of the certificate " + use.number()
                                        + " are used; goods that hang on it go off the shelf when all is"));
            }
        }
    }
}
