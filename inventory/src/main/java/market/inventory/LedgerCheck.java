package market.inventory;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares every level with the sum of its movements, and with the lots, earmarks and commitments it is made of. A difference
 * means that somebody changed rows behind the engine's back, or a fault of the engine: nothing is repaired, people must look.
 */
@Singleton
class LedgerCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCheck.class);
    private static final int ROWS_PER_PAGE = 500;
    private static final int NAMED_MAX = 100;

    private static final String PAGE = """
            WITH page AS (
                SELECT variant_id, location_id, on_hand, committed, earmarked
                  FROM inventory.stock
                 WHERE (variant_id, location_id) > (?, ?)
                 ORDER BY variant_id, location_id
                 LIMIT ?
            )
            SELECT page.variant_id, page.location_id, page.on_hand, page.committed, page.earmarked,
                   moved.on_hand AS moved_on_hand, moved.committed AS moved_committed,
                   moved.earmarked AS moved_earmarked, marked.units AS marked, promised.units AS promised,
                   lots.wrong AS wrong_lots, lots.committed AS lots_committed, lots.on_hand AS lots_on_hand
              FROM page
             CROSS JOIN LATERAL (
                   SELECT COALESCE(sum(on_hand_delta), 0) AS on_hand, COALESCE(sum(committed_delta), 0) AS committed,
                          COALESCE(sum(earmarked_delta), 0) AS earmarked
                     FROM inventory.movement AS movement
                    WHERE movement.variant_id = page.variant_id AND movement.location_id = page.location_id) AS moved
             CROSS JOIN LATERAL (
                   SELECT COALESCE(sum(earmark.quantity), 0) AS units
                     FROM inventory.earmark AS earmark
                    WHERE earmark.variant_id = page.variant_id AND earmark.location_id = page.location_id) AS marked
             CROSS JOIN LATERAL (
                   SELECT COALESCE(sum(commitment.quantity), 0) AS units
                     FROM inventory.commitment AS commitment
                    WHERE commitment.variant_id = page.variant_id AND commitment.location_id = page.location_id
                      AND commitment.state = 'COMMITTED') AS promised
             CROSS JOIN LATERAL (
                   SELECT COALESCE(sum(lot.on_hand), 0) AS on_hand, COALESCE(sum(lot.committed), 0) AS committed,
                          count(*) FILTER (
                              WHERE (lot.on_hand, lot.committed) <> (
                                    SELECT COALESCE(sum(on_hand_delta), 0), COALESCE(sum(committed_delta), 0)
                                      FROM inventory.movement AS movement
                                     WHERE movement.variant_id = lot.variant_id
                                       AND movement.location_id = lot.location_id
                                       AND movement.lot = lot.code)) AS wrong
                     FROM inventory.lot AS lot
                    WHERE lot.variant_id = page.variant_id AND lot.location_id = page.location_id) AS lots
             ORDER BY page.variant_id, page.location_id
            """;

    /** What one look found, and where it ended. */
    private record Page(List<String> differences, int rows, StockKey last) {}

    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final AtomicLong differences = new AtomicLong();

    LedgerCheck(JdbcOperations jdbc, TransactionOperations<Connection> transactions, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        meters.gauge("market.inventory.ledger.differences", differences);
    }

    @Scheduled(
            fixedDelay = "${market.inventory.ledger-check-interval:1h}",
            initialDelay = "${market.inventory.ledger-check-interval:1h}")
    void check() {
        try {
            var found = differences();
            differences.set(found.size());
            found.stream()
                    .limit(NAMED_MAX)
                    .forEach(difference -> LOG.error("Stock differs from its movements: {}", difference));
        } catch (RuntimeException e) {
            LOG.warn("Levels could not be compared with movements; trying again at the next round: {}", e.getMessage());
        }
    }

    /** Every row that does not add up, as a log names it. A page is one snapshot, so deeds in between do no harm. */
    List<String> differences() {
        var found = new ArrayList<String>();
        var after = new StockKey(new UUID(0, 0), new UUID(0, 0));
        Page page;
        do {
            page = page(after);
            found.addAll(page.differences);
            after = page.last;
        } while (page.rows == ROWS_PER_PAGE);
        return found;
    }

    private Page page(StockKey after) {
        return Objects.requireNonNull(transactions.executeRead(_ -> jdbc.prepareStatement(PAGE, statement -> {
            statement.setObject(1, after.variant());
            statement.setObject(2, after.location());
            statement.setInt(3, ROWS_PER_PAGE);
            var differences = new ArrayList<String>();
            var count = 0;
            var last = after;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = StockKey.read(rows);
                    count++;
                    var isRight = rows.getLong("on_hand") == rows.getLong("moved_on_hand")
                            && rows.getLong("committed") == rows.getLong("moved_committed")
                            && rows.getLong("committed") == rows.getLong("promised")
                            && rows.getLong("earmarked") == rows.getLong("moved_earmarked")
                            && rows.getLong("earmarked") == rows.getLong("marked")
                            && rows.getLong("wrong_lots") == 0
                            && rows.getLong("lots_committed") <= rows.getLong("committed")
                            && rows.getLong("lots_on_hand") <= rows.getLong("on_hand");
                    if (!isRight) {
                        differences.add(describe(last, rows));
                    }
                }
            }
            return new Page(differences, count, last);
        })));
    }

    private static String describe(StockKey key, ResultSet row) throws SQLException {
        return "variant %s at %s: on hand %d, moved %d; committed %d, moved %d, promised %d; earmarked %d, moved %d, by channel %d; lots %d"
                .formatted(
                        key.variant(),
                        key.location(),
                        row.getLong("on_hand"),
                        row.getLong("moved_on_hand"),
                        row.getLong("committed"),
                        row.getLong("moved_committed"),
                        row.getLong("promised"),
                        row.getLong("earmarked"),
                        row.getLong("moved_earmarked"),
                        row.getLong("marked"),
                        row.getLong("wrong_lots"));
    }
}
