package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** Keeps which products wait for the operator and which passed, in the transaction of whoever writes the product. */
@Singleton
class ReviewStore {

    /** What is looked at: all that a product says as a whole, but neither its status nor its address. */
    private static final String CONTENT = "said -> '' #- '{status}' #- '{handle}'";

    private static final String LATEST = """
            LEFT JOIN LATERAL (
                 SELECT\s""" + CONTENT + """
                  AS content
                   FROM catalog.product_version
                  WHERE product_id = p.id
                  ORDER BY version DESC
                  LIMIT 1) AS latest ON true
            """;

    /** A product that was just written, where somebody may have to look at it. */
    private record Written(
            UUID id,
            MerchantId merchant,
            ProductStatus status,
            String category,
            @Nullable String categoryBefore,
            boolean isApproved,
            boolean isSame) {}

    private final JdbcOperations jdbc;
    private final ReviewRules rules;
    private final Clock clock;

    ReviewStore(JdbcOperations jdbc, ReviewRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    /** Whether it must not be on sale before the operator has looked at it. */
    boolean isNeeded(Product product) {
        return rules.inForce().require(product.merchant(), product.categoryCode())
                && !approved(List.of(product.id())).contains(product.id());
    }

    ReviewRules.InForce rules() {
        return rules.inForce();
    }

    /** Those that passed as they are now. */
    Set<ProductId> approved(Collection<ProductId> products) {
        return jdbc.prepareStatement("""
                SELECT p.id
                  FROM catalog.product_review AS r
                  JOIN catalog.product AS p ON p.id = r.product_id
                """ + LATEST + """
                 WHERE r.product_id = ANY (?) AND r.approved = latest.content
                """, statement -> {
            setIds(statement, 1, products.stream().map(ProductId::value).toList());
            try (var rows = statement.executeQuery()) {
                var found = new HashSet<ProductId>();
                while (rows.next()) {
                    found.add(new ProductId(rows.getObject("id", UUID.class)));
                }
                return found;
            }
        });
    }

    /**
     * Looks at products whose new versions were just kept. What is in review waits for the operator, what its merchant took
     * back does not. What is on sale goes on being so and waits, if something else is said of it now; but what was moved to
     * where goods are reviewed leaves the shelf.
     *
     * @return those that left it
     */
    List<UUID> look(Collection<UUID> products) {
        var written = written(products);
        if (written.isEmpty()) {
            return List.of();
        }
        var inForce = rules.inForce();
        var moved = new ArrayList<UUID>();
        var waiting = new ArrayList<UUID>();
        var free = new ArrayList<UUID>();
        for (var product : written) {
            switch (product.status) {
                case IN_REVIEW -> waiting.add(product.id);
                case DRAFT, WITHDRAWN -> free.add(product.id);
                case LISTED -> {
                    if (product.isApproved || !inForce.require(product.merchant, product.category)) {
                        free.add(product.id);
                    } else if (product.categoryBefore != null
                            && !inForce.require(product.merchant, product.categoryBefore)) {
                        moved.add(product.id);
                        waiting.add(product.id);
                    } else if (!product.isSame) {
                        waiting.add(product.id);
                    }
                }
            }
        }
        takeOff(moved);
        await(waiting);
        release(free);
        return moved;
    }

    private List<Written> written(Collection<UUID> products) {
        return jdbc.prepareStatement("""
                SELECT p.id, p.merchant_id, p.status, p.category_code, before.category AS category_before,
                       COALESCE(r.approved = latest.content, false) AS is_approved,
                       CASE WHEN before.content IS NULL THEN p.version = 1 ELSE before.content = latest.content END AS is_same
                  FROM catalog.product AS p
                  LEFT JOIN catalog.product_review AS r ON r.product_id = p.id
                """ + LATEST + """
                  LEFT JOIN LATERAL (
                       SELECT\s""" + CONTENT + """
                        AS content, said -> '' ->> 'category' AS category
                         FROM catalog.product_version
                        WHERE product_id = p.id AND version < p.version
                        ORDER BY version DESC
                        LIMIT 1) AS before ON true
                 WHERE p.id = ANY (?)
                   AND (p.status = 'IN_REVIEW' OR r.waiting_since IS NOT NULL
                        OR (p.status = 'LISTED' AND EXISTS (SELECT 1 FROM catalog.review_rule)))
                """, statement -> {
            setIds(statement, 1, products);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<Written>();
                while (rows.next()) {
                    found.add(new Written(
                            rows.getObject("id", UUID.class),
                            new MerchantId(rows.getObject("merchant_id", UUID.class)),
                            ProductStatus.valueOf(rows.getString("status")),
                            rows.getString("category_code"),
                            rows.getString("category_before"),
                            rows.getBoolean("is_approved"),
                            rows.getBoolean("is_same")));
                }
                return found;
            }
        });
    }

    private void takeOff(List<UUID> products) {
        if (!products.isEmpty()) {
            jdbc.prepareStatement("UPDATE catalog.product SET status = 'IN_REVIEW' WHERE id = ANY (?)", statement -> {
                setIds(statement, 1, products);
                return statement.executeUpdate();
            });
        }
    }

    /** Whoever waits already keeps its place. */
    private void await(List<UUID> products) {
        if (products.isEmpty()) {
            return;
        }
        jdbc.prepareStatement("""
                INSERT INTO catalog.product_review AS r (product_id, waiting_since)
                SELECT id, CAST(? AS timestamptz)
                  FROM unnest(?) AS id
                ON CONFLICT (product_id) DO UPDATE
                   SET waiting_since = COALESCE(r.waiting_since, excluded.waiting_since)
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            setIds(statement, 2, products);
            return statement.executeUpdate();
        });
    }

    private void release(List<UUID> products) {
        if (!products.isEmpty()) {
            jdbc.prepareStatement(
                    "UPDATE catalog.product_review SET waiting_since = NULL WHERE product_id = ANY (?)", statement -> {
                        setIds(statement, 1, products);
                        return statement.executeUpdate();
                    });
        }
    }

    /**
     * Keeps what the operator decided about a product that waits.
     *
     * @param reason null when it passes
     */
    void decide(ProductId product, @Nullable String reason, UUID person) {
        jdbc.prepareStatement("""
                UPDATE catalog.product_review AS r
                   SET waiting_since = NULL, rejected_reason = ?, decided_at = ?, decided_by = ?,
                       approved = CASE WHEN ? THEN latest.content END
                  FROM catalog.product AS p
                """ + LATEST + """
                 WHERE r.product_id = ? AND p.id = r.product_id
                """, statement -> {
            statement.setString(1, reason);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setObject(3, person);
            statement.setBoolean(4, reason == null);
            statement.setObject(5, product.value());
            return statement.executeUpdate();
        });
    }

    /** Those that wait, longest first. */
    List<ProductReview> waiting(Instant afterSince, UUID after, int limit) {
        return jdbc.prepareStatement("""
                SELECT product_id, waiting_since, approved IS NOT NULL AS is_approved, rejected_reason, decided_at
                  FROM catalog.product_review
                 WHERE waiting_since IS NOT NULL AND (waiting_since, product_id) > (?, ?)
                 ORDER BY waiting_since, product_id
                 LIMIT ?
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(afterSince));
            statement.setObject(2, after);
            statement.setInt(3, limit);
            return read(statement);
        });
    }

    /** Of products that were ever asked for. */
    List<ProductReview> of(Collection<ProductId> products) {
        return jdbc.prepareStatement("""
                SELECT product_id, waiting_since, approved IS NOT NULL AS is_approved, rejected_reason, decided_at
                  FROM catalog.product_review
                 WHERE product_id = ANY (?) AND (waiting_since IS NOT NULL OR decided_at IS NOT NULL)
                """, statement -> {
            setIds(statement, 1, products.stream().map(ProductId::value).toList());
            return read(statement);
        });
    }

    private static List<ProductReview> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var found = new ArrayList<ProductReview>();
            while (rows.next()) {
                found.add(review(rows));
            }
            return found;
        }
    }

    private static ProductReview review(ResultSet rows) throws SQLException {
        var waiting = rows.getTimestamp("waiting_since");
        var since = waiting == null ? rows.getTimestamp("decided_at") : waiting;
        var decided = rows.getBoolean("is_approved") ? ProductReview.State.APPROVED : ProductReview.State.REJECTED;
        return new ProductReview(
                new ProductId(rows.getObject("product_id", UUID.class)),
                waiting == null ? decided : ProductReview.State.WAITING,
                Objects.requireNonNull(since).toInstant(),
                rows.getString("rejected_reason"));
    }

    private static void setIds(PreparedStatement statement, int at, Collection<UUID> ids) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("uuid", ids.toArray()));
    }
}
