package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;

/** Says which index is being built, so that one copy builds and all copies write to it. */
@Singleton
class Rebuilds {

    /** Longer than one page can take; a copy that died is out of the way after it. */
    private static final int LEASE_SECONDS = 60;

    private final JdbcOperations jdbc;

    Rebuilds(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False while another copy is building. */
    @Transactional
    boolean begin(String index) {
        return jdbc.prepareStatement("""
                INSERT INTO search.rebuild (id, index_name, lease_until)
                VALUES (1, ?, now() + make_interval(secs => ?))
                ON CONFLICT (id) DO UPDATE
                   SET index_name = excluded.index_name, lease_until = excluded.lease_until, created_at = now()
                 WHERE rebuild.lease_until < now()
                """, statement -> {
            statement.setString(1, index);
            statement.setDouble(2, LEASE_SECONDS);
            return statement.executeUpdate() == 1;
        });
    }

    /** A lease that ran out is not renewed: changes may have passed the new index by meanwhile. */
    @Transactional
    boolean renew(String index) {
        return jdbc.prepareStatement("""
                UPDATE search.rebuild
                   SET lease_until = now() + make_interval(secs => ?)
                 WHERE index_name = ? AND lease_until > now()
                """, statement -> {
            statement.setDouble(1, LEASE_SECONDS);
            statement.setString(2, index);
            return statement.executeUpdate() == 1;
        });
    }

    @Transactional
    void end(String index) {
        jdbc.prepareStatement("DELETE FROM search.rebuild WHERE index_name = ?", statement -> {
            statement.setString(1, index);
            return statement.executeUpdate();
        });
    }
}
