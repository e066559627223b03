package market.settlement;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import market.checkout.MerchantOrderId;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** Merchants' statements: each merchant's own only. */
@Singleton
public class Statements {

    /** Where a page of lines starts. */
    public record After(Instant at, UUID merchantOrder) {
        public static final After BEGINNING = new After(Instant.EPOCH, new UUID(0, 0));
    }

    private final StatementRepository repository;

    Statements(StatementRepository repository) {
        this.repository = repository;
    }

    /** Newest month first. */
    public Slice<Statement> ofMerchant(MerchantId merchant, Optional<LocalDate> before, int limit) {
        var rows = repository.pageOfMerchant(merchant.value(), before.orElse(LocalDate.of(9999, 1, 1)), limit + 1);
        return Slice.of(rows, limit).map(StatementRow::toStatement);
    }

    public Optional<Statement> findOfMerchant(MerchantId merchant, UUID id) {
        return repository.findOfMerchant(merchant.value(), id).map(StatementRow::toStatement);
    }

    /** The line of one of the merchant's own orders, in whatever statement it stands. */
    public Optional<StatementLine> findLineOfMerchant(MerchantId merchant, MerchantOrderId order) {
        return repository.findLineOfMerchant(merchant.value(), order.value()).map(StatementLineRow::toLine);
    }

    /** Oldest payment first. */
    public Slice<StatementLine> lines(Statement statement, After after, int limit) {
        var rows = repository.lines(statement.id(), after.at(), after.merchantOrder(), limit + 1);
        return Slice.of(rows, limit).map(StatementLineRow::toLine);
    }
}
