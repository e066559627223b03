package market.settlement;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import market.checkout.MerchantOrderCompleted;
import market.checkout.OrderPaid;
import market.checkout.OrderRefunded;
import market.checkout.PartSettled;
import market.checkout.PayoutEnded;
import market.kernel.DomainEvent;
import market.kernel.OutboxListener;

/** Posts what happened to orders; each event once, however often it is delivered. */
@Singleton
class SettlementListener implements OutboxListener {

    static final String REFUNDED = "ORDER_REFUNDED";
    private static final String ORDER_PAID = "ORDER_PAID";
    private static final String COMPLETED = "MERCHANT_ORDER_COMPLETED";

    private final LedgerPostings ledger;
    private final RefundPostings refunds;
    private final SettlePostings settlements;
    private final StatementStore statements;
    private final VillageShares villages;
    private final Clock clock;

    SettlementListener(
            LedgerPostings ledger,
            RefundPostings refunds,
            SettlePostings settlements,
            StatementStore statements,
            VillageShares villages,
            Clock clock) {
        this.ledger = ledger;
        this.refunds = refunds;
        this.settlements = settlements;
        this.statements = statements;
        this.villages = villages;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public List<Class<? extends DomainEvent>> listensTo() {
        return List.of(
                OrderPaid.class,
                MerchantOrderCompleted.class,
                OrderRefunded.class,
                PartSettled.class,
                PayoutEnded.class);
    }

    @Override
    @Transactional
    public void on(List<? extends DomainEvent> events) {
        for (var event : events) {
            switch (event) {
                case OrderPaid paid -> divide(paid);
                case MerchantOrderCompleted completed -> becomeDue(completed);
                case OrderRefunded refunded -> refunds.post(refunded);
                case PartSettled settled -> settlements.post(settled);
                case PayoutEnded ended -> settlements.post(ended);
                default -> throw new IllegalArgumentException("Not listened to: " + event);
            }
        }
    }

    private void divide(OrderPaid paid) {
        var origins = paid.parts().stream()
                .flatMap(part -> part.lines().stream())
                .map(OrderPaid.Line::originCode)
                .distinct()
                .toList();
        var rates = villages.rates(origins);
        var divisions =
                paid.parts().stream().map(part -> Division.of(part, rates)).toList();
        var postings = new ArrayList<Posting>();
        postings.add(new Posting(AccountKind.PROVIDER_CLEARING, paid.provider(), paid.total(), null));
        divisions.forEach(division -> postings.addAll(division.credits()));
        if (ledger.post(ORDER_PAID, paid.order().value(), paid.order().value(), paid.paidAt(), postings)) {
            divisions.forEach(division -> statements.add(division, paid.paidAt()));
        }
    }

    /** The buyer has the goods: what was pending becomes due. */
    private void becomeDue(MerchantOrderCompleted completed) {
        settlements.plan(completed.order(), completed.merchantOrder());
        var now = clock.instant();
        var net = statements.complete(completed.merchantOrder(), now);
        if (net.isZero()) {
            return;
        }
        var owner = completed.merchant().value().toString();
        var id = completed.merchantOrder().value();
        ledger.post(
                COMPLETED,
                id,
                completed.order().value(),
                now,
                List.of(
                        new Posting(AccountKind.MERCHANT_PENDING, owner, net, id),
                        new Posting(AccountKind.MERCHANT_DUE, owner, net.negated(), id)));
    }
}
