package market.settlement;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface StatementRepository extends GenericRepository<StatementRow, UUID> {

    String FIGURES = """
            SELECT s.id, s.merchant_id, s.period_start, count(*) AS order_count, sum(l.gross_minor) AS gross_minor,
                   sum(l.refunded_minor) AS refunded_minor,
                   sum(l.commission_minor - l.commission_returned_minor) AS commission_minor,
                   sum(l.village_minor - l.village_returned_minor) AS village_minor,
                   sum(l.pavilion_minor - l.pavilion_returned_minor) AS pavilion_minor,
                   COALESCE(sum(l.gross_minor - l.refunded_minor - l.commission_minor + l.commission_returned_minor
                                - l.village_minor + l.village_returned_minor
                                - l.pavilion_minor + l.pavilion_returned_minor)
                       FILTER (WHERE l.completed_at IS NOT NULL), 0) AS due_minor,
                   l.currency
              FROM settlement.statement AS s
              JOIN settlement.statement_line AS l ON l.statement_id = s.id
            """;

    @Query(FIGURES + """
                     WHERE s.merchant_id = :merchant AND s.period_start < :before
                     GROUP BY s.id, l.currency
                     ORDER BY s.period_start DESC
                     LIMIT :limit
                    """)
    List<StatementRow> pageOfMerchant(UUID merchant, LocalDate before, int limit);

    @Query(FIGURES + " WHERE s.merchant_id = :merchant AND s.id = :id GROUP BY s.id, l.currency")
    Optional<StatementRow> findOfMerchant(UUID merchant, UUID id);

    @Query("""
            SELECT merchant_order_id, order_number, gross_minor, commission_minor, village_minor, pavilion_minor,
                   refunded_minor, commission_returned_minor, village_returned_minor, pavilion_returned_minor, currency,
                   paid_at, completed_at
              FROM settlement.statement_line
             WHERE statement_id = :statement AND (paid_at, merchant_order_id) > (:afterAt, :afterId)
             ORDER BY paid_at, merchant_order_id
             LIMIT :limit
            """)
    List<StatementLineRow> lines(UUID statement, Instant afterAt, UUID afterId, int limit);

    @Query("""
            SELECT merchant_order_id, order_number, gross_minor, commission_minor, village_minor, pavilion_minor,
                   refunded_minor, commission_returned_minor, village_returned_minor, pavilion_returned_minor, currency,
                   paid_at, completed_at
              FROM settlement.statement_line
             WHERE merchant_order_id = :merchantOrder
            """)
    Optional<StatementLineRow> findLine(UUID merchantOrder);

    @Query("""
            SELECT l.merchant_order_id, l.order_number, l.gross_minor, l.commission_minor, l.village_minor,
                   l.pavilion_minor, l.refunded_minor, l.commission_returned_minor, l.village_returned_minor,
                   l.pavilion_returned_minor, l.currency, l.paid_at, l.completed_at
              FROM settlement.statement_line AS l
              JOIN settlement.statement AS s ON s.id = l.statement_id
             WHERE s.merchant_id = :merchant AND l.merchant_order_id = :merchantOrder
            """)
    Optional<StatementLineRow> findLineOfMerchant(UUID merchant, UUID merchantOrder);

    @Query("""
            INSERT INTO settlement.statement (id, merchant_id, period_start)
            VALUES (:id, :merchant, :periodStart)
            ON CONFLICT (merchant_id, period_start) DO NOTHING
            """)
    void open(UUID id, UUID merchant, LocalDate periodStart);

    @Query("""
            INSERT INTO settlement.statement_line (merchant_order_id, statement_id, order_number, gross_minor,
                   commission_minor, village_minor, pavilion_minor, currency, paid_at)
            SELECT :merchantOrderId, id, :orderNumber, :grossMinor, :commissionMinor, :villageMinor, :pavilionMinor,
                   :currency, :paidAt
              FROM settlement.statement
             WHERE merchant_id = :merchant AND period_start = :periodStart
            """)
    void addLine(
            UUID merchant,
            LocalDate periodStart,
            UUID merchantOrderId,
            String orderNumber,
            long grossMinor,
            long commissionMinor,
            long villageMinor,
            long pavilionMinor,
            String currency,
            Instant paidAt);

    @Query("""
            UPDATE settlement.statement_line
               SET completed_at = :at
             WHERE merchant_order_id = :merchantOrder AND completed_at IS NULL
            """)
    int complete(UUID merchantOrder, Instant at);
}
