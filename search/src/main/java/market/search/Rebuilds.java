package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import market.catalog.ProductId;

/** Says which index is being built and how far, so that one copy builds, all copies write to it, and another can go on. */
@Singleton
class Rebuilds {

    /** Longer than one page can take; another copy goes on when the one that built is silent for so long. */
    private static final int LEASE_SECONDS = 30;

    /** A build in the hands of one copy. */
    record Build(String index, UUID owner, ProductId filledTo) {
        boolean isFresh() {
            return filledTo.value().equals(new UUID(0, 0));
        }
    }

    private final JdbcOperations jdbc;

    Rebuilds(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes over what another left unfinished, or begins; empty while another copy is at it.
     *
     * @param index the name for a new one
     * @param form what the names of indices of this release begin with; those of another are no good
     */
    @Transactional
    Optional<Build> begin(String index, String form) {
        var owner = UUID.randomUUID();
        return jdbc.prepareStatement("""
                INSERT INTO search.rebuild (id, index_name, lease_until, owner)
                VALUES (1, ?, now() + make_interval(secs => ?), ?)
                ON CONFLICT (id) DO UPDATE
                   SET index_name = CASE WHEN starts_with(rebuild.index_name, ?)
                                         THEN rebuild.index_name ELSE excluded.index_name END,
                       filled_to = CASE WHEN starts_with(rebuild.index_name, ?)
                                        THEN rebuild.filled_to ELSE excluded.filled_to END,
                       lease_until = excluded.lease_until,
                       owner = excluded.owner
                 WHERE rebuild.lease_until < now()
                RETURNING index_name, filled_to
                """, statement -> {
            statement.setString(1, index);
            statement.setDouble(2, LEASE_SECONDS);
            statement.setObject(3, owner);
            statement.setString(4, form);
            statement.setString(5, form);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Build(
                                rows.getString("index_name"),
                                owner,
                                new ProductId(rows.getObject("filled_to", UUID.class))))
                        : Optional.empty();
            }
        });
    }

    /** Keeps the build and writes down how far it is; false when another copy has taken it over. */
    @Transactional
    boolean renew(Build build, ProductId filledTo) {
        return jdbc.prepareStatement("""
                UPDATE search.rebuild
                   SET lease_until = now() + make_interval(secs => ?), filled_to = ?
                 WHERE owner = ?
                """, statement -> {
            statement.setDouble(1, LEASE_SECONDS);
            statement.setObject(2, filledTo.value());
            statement.setObject(3, build.owner());
            return statement.executeUpdate() == 1;
        });
    }

    /** Leaves it to whoever comes next. */
    @Transactional
    void release(Build build) {
        jdbc.prepareStatement(
                "UPDATE search.rebuild SET lease_until = now() - interval '1s' WHERE owner = ?", statement -> {
                    statement.setObject(1, build.owner());
                    return statement.executeUpdate();
                });
    }

    @Transactional
    void end(Build build) {
        jdbc.prepareStatement("DELETE FROM search.rebuild WHERE owner = ?", statement -> {
            statement.setObject(1, build.owner());
            return statement.executeUpdate();
        });
    }

    /** Whether a build lies about that nobody is at. */
    @Transactional(readOnly = true)
    boolean isAbandoned() {
        return jdbc.prepareStatement("SELECT 1 FROM search.rebuild WHERE lease_until < now()", statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }
}
