package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;

/**
 * Who may write listings while. Taken before any row is locked, and held until the transaction ends: so what was found by
 * older rules, or before an admission ended, is never written after them.
 */
@Singleton
class PavilionTurns {

    private final JdbcOperations jdbc;

    PavilionTurns(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** For those who write listings by rules and admissions as they stand; many at once. */
    void share() {
        take("SELECT pg_advisory_xact_lock_shared(hashtextextended('catalog.pavilion', 0))");
    }

    /** For those who change rules or end admissions, which is rare; alone. */
    void takeAlone() {
        take("SELECT pg_advisory_xact_lock(hashtextextended('catalog.pavilion', 0))");
    }

    private void take(String sql) {
        jdbc.prepareStatement(sql, statement -> statement.execute());
    }
}
