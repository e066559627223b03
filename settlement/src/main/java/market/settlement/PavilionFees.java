package market.settlement;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import market.kernel.Money;

/** What pavilions get of what was bought through them. */
@Singleton
public class PavilionFees {

    /**
     * One month, by when buyers paid.
     *
     * @param returned what of it went back with refunds, in whatever month
     */
    public record Month(LocalDate periodStart, int orderCount, Money earned, Money returned) {

        public Money total() {
            return earned.minus(returned);
        }
    }

    private final JdbcOperations jdbc;

    PavilionFees(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest months in which it got something, newest first. */
    @Transactional(readOnly = true)
    public List<Month> ofPavilion(String handle, int limit) {
        return jdbc.prepareStatement("""
                SELECT s.period_start, count(DISTINCT l.merchant_order_id) AS order_count,
                       COALESCE(-sum(e.amount_minor) FILTER (WHERE e.amount_minor < 0), 0) AS earned,
                       COALESCE(sum(e.amount_minor) FILTER (WHERE e.amount_minor > 0), 0) AS returned
                  FROM settlement.ledger_entry AS e
                  JOIN settlement.statement_line AS l ON l.merchant_order_id = e.merchant_order_id
                  JOIN settlement.statement AS s ON s.id = l.statement_id
                 WHERE e.account_kind = 'PAVILION_SHARE' AND e.account_owner = ?
                 GROUP BY s.period_start
                 ORDER BY s.period_start DESC
                 LIMIT ?
                """, statement -> {
            statement.setString(1, handle);
            statement.setInt(2, limit);
            var months = new ArrayList<Month>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    months.add(new Month(
                            rows.getObject("period_start", LocalDate.class),
                            rows.getInt("order_count"),
                            Money.cny(rows.getLong("earned")),
                            Money.cny(rows.getLong("returned"))));
                }
            }
            return months;
        });
    }
}
