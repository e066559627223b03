package market.kernel;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;

/** Deletes what nobody will ask for again. Every copy of the engine does it; the second finds nothing to do. */
@Singleton
class Housekeeping {

    private final JdbcOperations jdbc;

    Housekeeping(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Events a week old that every listener is done with; those given up on stay until the operator has looked. */
    @Scheduled(initialDelay = "10m", fixedDelay = "1h")
    @Transactional
    int deleteOldEvents() {
        return jdbc.prepareStatement("""
                DELETE FROM kernel.outbox_event AS event
                 WHERE event.created_at < now() - interval '7 days'
                   AND NOT EXISTS (
                       SELECT 1 FROM kernel.outbox_publication AS left_over
                        WHERE left_over.event_position = event.position)
                """, PreparedStatement::executeUpdate);
    }

    /** A request is repeated within a week or never. */
    @Scheduled(initialDelay = "11m", fixedDelay = "1h")
    @Transactional
    int deleteOldRequestKeys() {
        return jdbc.prepareStatement(
                "DELETE FROM kernel.request_key WHERE created_at < now() - interval '7 days'",
                PreparedStatement::executeUpdate);
    }
}
