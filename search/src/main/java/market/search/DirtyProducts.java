package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import market.catalog.ProductId;

/**
 * The table of products to be written anew, shared by the drain loops of all copies. A change is noted for each form of
 * documents that some running copy writes, so that two releases side by side keep both their indices up to date.
 */
@Singleton
class DirtyProducts {

    /**
     * A product in the hands of one drain loop.
     *
     * @param mark changes when the product changes again meanwhile
     * @param version drawn before the product is read: a higher one was read with all that was dirty before it
     * @param isOfferOnly nothing but its prices, stock and sales changed, and no other loop can still be writing it
     */
    record Claimed(ProductId product, long mark, long version, boolean isOfferOnly) {}

    /**
     * What one loop has taken.
     *
     * @param building the index of this form that is being built, seen in the same transaction
     */
    record Claim(List<Claimed> products, Optional<String> building) {}

    private final JdbcOperations jdbc;
    private final ListingIndex index;

    DirtyProducts(JdbcOperations jdbc, ListingIndex index) {
        this.jdbc = jdbc;
        this.index = index;
    }

    @Transactional
    void mark(Collection<ProductId> products) {
        mark(products, false);
    }

    /** Nothing changed but prices, stock or sales, which is less to write. */
    @Transactional
    void markOffers(Collection<ProductId> products) {
        mark(products, true);
    }

    private void mark(Collection<ProductId> products, boolean isOfferOnly) {
        // In the order of ids, as everywhere in this class, so that two transactions never wait for one another.
        jdbc.prepareStatement("""
                INSERT INTO search.stale_listing AS stale (form, product_id, mark, is_offer_only)
                SELECT form, id, nextval('search.change_number'), ?
                  FROM (SELECT DISTINCT known.form, given.id
                          FROM unnest(?) AS given (id)
                         CROSS JOIN search.index_form AS known
                         ORDER BY known.form, given.id) AS changed
                ON CONFLICT (form, product_id) DO UPDATE
                   SET mark = excluded.mark,
                       is_offer_only = stale.is_offer_only AND excluded.is_offer_only,
                       since = CASE WHEN stale.leased_until > now() THEN excluded.since ELSE stale.since END
                """, statement -> {
            statement.setBoolean(1, isOfferOnly);
            setIds(statement, 2, products);
            return statement.executeUpdate();
        });
    }

    @Transactional
    Claim claim(int limit, Duration lease) {
        var products = jdbc.prepareStatement("""
                WITH due AS (
                    SELECT product_id, leased_until
                      FROM search.stale_listing
                     WHERE form = ? AND leased_until < now()
                     ORDER BY since
                     LIMIT ?
                       FOR UPDATE SKIP LOCKED
                )
                UPDATE search.stale_listing AS stale
                   SET leased_until = now() + make_interval(secs => ?)
                  FROM due
                 WHERE stale.form = ? AND stale.product_id = due.product_id
                RETURNING stale.product_id, stale.mark, nextval('search.change_number') AS version,
                          stale.is_offer_only AND due.leased_until = '-infinity' AS is_offer_only
                """, statement -> {
            statement.setString(1, index.form());
            statement.setInt(2, limit);
            statement.setDouble(3, lease.toMillis() / 1000.0);
            statement.setString(4, index.form());
            return readClaimed(statement);
        });
        return new Claim(products, products.isEmpty() ? Optional.empty() : building());
    }

    /** The products are written; those that changed again meanwhile are due at once. */
    @Transactional
    void done(Collection<Claimed> written) {
        jdbc.prepareStatement("""
                WITH written AS (
                    SELECT stale.product_id
                      FROM search.stale_listing AS stale
                      JOIN unnest(?, ?) AS given (product_id, mark) USING (product_id, mark)
                     WHERE stale.form = ?
                     ORDER BY stale.product_id
                       FOR UPDATE OF stale
                )
                DELETE FROM search.stale_listing AS stale
                 USING written
                 WHERE stale.form = ? AND stale.product_id = written.product_id
                """, statement -> {
            setIds(statement, 1, written.stream().map(Claimed::product).toList());
            statement.setArray(
                    2,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "bigint",
                                    written.stream().map(Claimed::mark).toArray()));
            statement.setString(3, index.form());
            statement.setString(4, index.form());
            return statement.executeUpdate();
        });
        release(written);
    }

    @Transactional
    void release(Collection<Claimed> claimed) {
        jdbc.prepareStatement("""
                WITH given AS (
                    SELECT product_id
                      FROM search.stale_listing
                     WHERE form = ? AND product_id = ANY (?)
                     ORDER BY product_id
                       FOR UPDATE
                )
                UPDATE search.stale_listing AS stale
                   SET leased_until = '-infinity'
                  FROM given
                 WHERE stale.form = ? AND stale.product_id = given.product_id
                """, statement -> {
            statement.setString(1, index.form());
            setIds(statement, 2, claimed.stream().map(Claimed::product).toList());
            statement.setString(3, index.form());
            return statement.executeUpdate();
        });
    }

    /** How long the oldest change has been waiting. */
    @Transactional
    Duration age() {
        return jdbc.prepareStatement("""
                SELECT COALESCE(extract(epoch FROM clock_timestamp() - min(since)), 0) AS seconds
                  FROM search.stale_listing
                 WHERE form = ?
                """, statement -> {
            statement.setString(1, index.form());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return Duration.ofMillis(Math.max(0, (long) (rows.getDouble("seconds") * 1000)));
            }
        });
    }

    @Transactional(readOnly = true)
    long count() {
        return jdbc.prepareStatement("SELECT count(*) FROM search.stale_listing WHERE form = ?", statement -> {
            statement.setString(1, index.form());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Those of the products that are still to be written. */
    @Transactional(readOnly = true)
    Set<ProductId> among(Collection<ProductId> products) {
        return jdbc.prepareStatement(
                "SELECT product_id FROM search.stale_listing WHERE form = ? AND product_id = ANY (?)", statement -> {
                    statement.setString(1, index.form());
                    setIds(statement, 2, products);
                    var found = new HashSet<ProductId>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(new ProductId(rows.getObject("product_id", UUID.class)));
                        }
                    }
                    return found;
                });
    }

    /** A version for what is read from now on. */
    @Transactional
    long nextVersion() {
        return jdbc.prepareStatement("SELECT nextval('search.change_number')", statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private Optional<String> building() {
        return jdbc.prepareStatement(
                "SELECT index_name FROM search.rebuild WHERE starts_with(index_name, ?)", statement -> {
                    statement.setString(1, index.form());
                    try (var rows = statement.executeQuery()) {
                        return rows.next() ? Optional.of(rows.getString("index_name")) : Optional.empty();
                    }
                });
    }

    private static List<Claimed> readClaimed(PreparedStatement statement) throws SQLException {
        var claimed = new ArrayList<Claimed>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                claimed.add(new Claimed(
                        new ProductId(rows.getObject("product_id", UUID.class)),
                        rows.getLong("mark"),
                        rows.getLong("version"),
                        rows.getBoolean("is_offer_only")));
            }
        }
        return claimed;
    }

    private static void setIds(PreparedStatement statement, int index, Collection<ProductId> products)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf(
                                "uuid", products.stream().map(ProductId::value).toArray()));
    }
}
