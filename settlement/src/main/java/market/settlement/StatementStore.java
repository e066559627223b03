package market.settlement;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import market.checkout.MerchantOrderId;
import market.kernel.Ids;
import market.kernel.Money;

/** Writes the lines of statements, in the transaction of their ledger entries. */
@Singleton
class StatementStore {

    /** A month of trade is a month of this zone. */
    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    private final StatementRepository repository;
    private final Ids ids;

    StatementStore(StatementRepository repository, Ids ids) {
        this.repository = repository;
        this.ids = ids;
    }

    void add(Division division, Instant paidAt) {
        var merchant = division.part().merchant().value();
        var month = LocalDate.ofInstant(paidAt, TRADE_ZONE).withDayOfMonth(1);
        repository.open(ids.next(), merchant, month);
        repository.addLine(
                merchant,
                month,
                division.part().merchantOrder().value(),
                division.part().number(),
                division.gross().minor(),
                division.commission().minor(),
                division.village().minor(),
                division.pavilion().minor(),
                division.gross().currency().getCurrencyCode(),
                paidAt);
    }

    /** Marks a part as received and tells the merchant's net of it. */
    Money complete(MerchantOrderId merchantOrder, Instant at) {
        repository.complete(merchantOrder.value(), at);
        return repository
                .findLine(merchantOrder.value())
                .orElseThrow(() -> new IllegalStateException("Not settled yet: " + merchantOrder))
                .net();
    }
}
