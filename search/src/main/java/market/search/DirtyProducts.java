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

/** The table of products to be written anew, shared by the drain loops of all copies. */
@Singleton
class DirtyProducts {

    /**
     * A product in the hands of one drain loop.
     *
     * @param mark changes when the product changes again meanwhile
     * @param version drawn before the product is read: a higher one was read with all that was dirty before it
     */
    record Claimed(ProductId product, long mark, long version) {}

    /**
     * What one loop has taken.
     *
     * @param building the index that is being built, seen in the same transaction
     */
    record Claim(List<Claimed> products, Optional<String> building) {}

    private final JdbcOperations jdbc;

    DirtyProducts(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    void mark(Collection<ProductId> products) {
        // In the order of ids, as everywhere in this class, so that two transactions never wait for one another.
        jdbc.prepareStatement("""
                INSERT INTO search.dirty_product (product_id, mark)
                SELECT id, nextval('search.change_number')
                  FROM (SELECT DISTINCT id FROM unnest(?) AS given (id) ORDER BY id) AS changed
                ON CONFLICT (product_id) DO UPDATE
                   SET mark = excluded.mark,
                       since = CASE WHEN dirty_product.leased_until > now()
                                    THEN excluded.since ELSE dirty_product.since END
                """, statement -> {
            setIds(statement, 1, products);
            return statement.executeUpdate();
        });
    }

    @Transactional
    Claim claim(int limit, Duration lease) {
        var products = jdbc.prepareStatement("""
                WITH due AS (
                    SELECT product_id
                      FROM search.dirty_product
                     WHERE leased_until < now()
                     ORDER BY since
                     LIMIT ?
                       FOR UPDATE SKIP LOCKED
                )
                UPDATE search.dirty_product AS dirty
                   SET leased_until = now() + make_interval(secs => ?)
                  FROM due
                 WHERE dirty.product_id = due.product_id
                RETURNING dirty.product_id, dirty.mark, nextval('search.change_number') AS version
                """, statement -> {
            statement.setInt(1, limit);
            statement.setDouble(2, lease.toMillis() / 1000.0);
            return readClaimed(statement);
        });
        return new Claim(products, products.isEmpty() ? Optional.empty() : building());
    }

    /** The products are written; those that changed again meanwhile are due at once. */
    @Transactional
    void done(Collection<Claimed> written) {
        jdbc.prepareStatement("""
                WITH written AS (
                    SELECT dirty.product_id
                      FROM search.dirty_product AS dirty
                      JOIN unnest(?, ?) AS given (product_id, mark) USING (product_id, mark)
                     ORDER BY dirty.product_id
                       FOR UPDATE OF dirty
                )
                DELETE FROM search.dirty_product AS dirty
                 USING written
                 WHERE dirty.product_id = written.product_id
                """, statement -> {
            setIds(statement, 1, written.stream().map(Claimed::product).toList());
            statement.setArray(
                    2,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "bigint",
                                    written.stream().map(Claimed::mark).toArray()));
            return statement.executeUpdate();
        });
        release(written);
    }

    @Transactional
    void release(Collection<Claimed> claimed) {
        jdbc.prepareStatement("""
                WITH given AS (
                    SELECT product_id
                      FROM search.dirty_product
                     WHERE product_id = ANY (?)
                     ORDER BY product_id
                       FOR UPDATE
                )
                UPDATE search.dirty_product AS dirty
                   SET leased_until = '-infinity'
                  FROM given
                 WHERE dirty.product_id = given.product_id
                """, statement -> {
            setIds(statement, 1, claimed.stream().map(Claimed::product).toList());
            return statement.executeUpdate();
        });
    }

    /** How long the oldest change has been waiting. */
    @Transactional
    Duration age() {
        return jdbc.prepareStatement("""
                SELECT COALESCE(extract(epoch FROM clock_timestamp() - min(since)), 0) AS seconds
                  FROM search.dirty_product
                """, statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return Duration.ofMillis(Math.max(0, (long) (rows.getDouble("seconds") * 1000)));
            }
        });
    }

    @Transactional(readOnly = true)
    long count() {
        return jdbc.prepareStatement("SELECT count(*) FROM search.dirty_product", statement -> {
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
                "SELECT product_id FROM search.dirty_product WHERE product_id = ANY (?)", statement -> {
                    setIds(statement, 1, products);
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
        return jdbc.prepareStatement("SELECT index_name FROM search.rebuild", statement -> {
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
                        rows.getLong("version")));
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
