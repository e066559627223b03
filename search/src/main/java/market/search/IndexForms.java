package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;

/**
 * Which forms of documents running copies write. Changes are noted for these alone, so an index of a form that nobody kept
 * fresh has missed some, and is built anew when a copy of its release comes back.
 */
@Singleton
class IndexForms {

    /** Longer than it takes to start a copy again: its index is then as good as before. */
    private static final String KEPT = "1 hour";

    private final JdbcOperations jdbc;
    private final ListingIndex index;

    IndexForms(JdbcOperations jdbc, ListingIndex index) {
        this.jdbc = jdbc;
        this.index = index;
    }

    /** Keeps the form of this copy fresh and forgets others; false while no index of it has all changes. */
    @Transactional
    boolean keep() {
        if (refresh()) {
            forget();
        }
        return jdbc.prepareStatement("SELECT is_complete FROM search.index_form WHERE form = ?", statement -> {
            statement.setString(1, index.form());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean("is_complete");
            }
        });
    }

    /** An index that was begun since the form is kept was built whole. */
    @Transactional
    void complete() {
        jdbc.prepareStatement("UPDATE search.index_form SET is_complete = true WHERE form = ?", statement -> {
            statement.setString(1, index.form());
            return statement.executeUpdate();
        });
    }

    /** At most once a minute; whether it did. */
    private boolean refresh() {
        return jdbc.prepareStatement("""
                INSERT INTO search.index_form (form)
                VALUES (?)
                ON CONFLICT (form) DO UPDATE SET seen_at = excluded.seen_at
                 WHERE index_form.seen_at < now() - interval '1 minute'
                """, statement -> {
            statement.setString(1, index.form());
            return statement.executeUpdate() == 1;
        });
    }

    private void forget() {
        jdbc.prepareStatement(
                "DELETE FROM search.index_form WHERE seen_at < now() - CAST(? AS interval)", statement -> {
                    statement.setString(1, KEPT);
                    return statement.executeUpdate();
                });
        jdbc.prepareStatement("""
                DELETE FROM search.stale_listing AS stale
                 WHERE NOT EXISTS (SELECT 1 FROM search.index_form AS known WHERE known.form = stale.form)
                """, statement -> statement.executeUpdate());
        // What was begun under a forgotten form has missed changes too.
        jdbc.prepareStatement("""
                DELETE FROM search.rebuild
                 WHERE lease_until < now()
                   AND NOT EXISTS (SELECT 1 FROM search.index_form AS known WHERE starts_with(index_name, known.form))
                """, statement -> statement.executeUpdate());
    }
}
