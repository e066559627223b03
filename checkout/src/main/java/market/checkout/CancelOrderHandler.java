package market.checkout;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import market.checkout.payment.Payments;
import market.checkout.payment.Refunds;
import market.inventory.Reservations;
import market.kernel.Outbox;

/**
 * The buyer gives an order up. While it is unpaid it is closed at the provider first and its stock given back; paid and not
 * sent, all of its money goes back, and its goods are on the shelf again.
 */
@Singleton
class CancelOrderHandler {

    private static final String REASON = "买家取消订单";
    private static final String KEY = "cancelled by the buyer";

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final VoucherRepository vouchers;
    private final OrderReader reader;
    private final OrderCancelling cancelling;
    private final Payments payments;
    private final Refunds refunds;
    private final Reservations reservations;
    private final Outbox outbox;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    CancelOrderHandler(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            VoucherRepository vouchers,
            OrderReader reader,
            OrderCancelling cancelling,
            Payments payments,
            Refunds refunds,
            Reservations reservations,
            Outbox outbox,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.vouchers = vouchers;
        this.reader = reader;
        this.cancelling = cancelling;
        this.payments = payments;
        this.refunds = refunds;
        this.reservations = reservations;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Calls the provider, so it must not run inside a transaction. */
    CancelOrderOutcome handle(Order order) {
        if (order.state() == OrderState.PENDING_PAYMENT
                && payments.settleUnpaid(order.id().value())) {
            cancelling.cancel(order.id().value());
        }
        var now = read(order);
        return switch (now.state()) {
            case PENDING_PAYMENT -> new CancelOrderOutcome.Unsure();
            case CANCELLED -> new CancelOrderOutcome.Cancelled(now);
            case COMPLETED ->
                vouchers.isAnyUsed(order.id().value(), clock.instant())
                        ? new CancelOrderOutcome.VouchersUsed()
                        : new CancelOrderOutcome.AlreadySent();
            case PAID -> giveBack(now);
        };
    }

    private Order read(Order order) {
        return reader.orders(List.of(order.id().value())).getFirst();
    }

    /** All parts or none: one that leaves at the same moment keeps the others from being cancelled. */
    private CancelOrderOutcome giveBack(Order order) {
        var id = order.id().value();
        if (vouchers.isAnyUsed(id, clock.instant())) {
            return new CancelOrderOutcome.VouchersUsed();
        }
        transactions.executeWrite(transaction -> {
            refunds.askAll(id, REASON, KEY);
            var isWhole = merchantOrders.cancelUnsent(id, clock.instant())
                    == order.parts().size();
            if (isWhole && orders.markGivenUp(id) == 1) {
                reservations.returnSold(id);
                outbox.append(new OrderCancelled(order.id(), order.number()));
            } else {
                transaction.setRollbackOnly();
            }
            return true;
        });
        var now = read(order);
        if (now.state() == OrderState.CANCELLED) {
            return new CancelOrderOutcome.Cancelled(now);
        }
        return vouchers.isAnyUsed(id, clock.instant())
                ? new CancelOrderOutcome.VouchersUsed()
                : new CancelOrderOutcome.AlreadySent();
    }
}
