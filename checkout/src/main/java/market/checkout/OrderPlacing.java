package market.checkout;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Objects;
import market.inventory.CommitOutcome;
import market.inventory.Reservations;
import market.kernel.Outbox;
import market.kernel.RequestKeys;

/** The transaction that makes an order: the checkout is spent, stock committed, order and payment intent stored, or nothing. */
@Singleton
class OrderPlacing {

    private final TransactionOperations<Connection> transactions;
    private final CheckoutRepository checkouts;
    private final OrderWriter writer;
    private final Reservations reservations;
    private final Outbox outbox;
    private final RequestKeys keys;
    private final OrderSnapshots snapshots;

    OrderPlacing(
            TransactionOperations<Connection> transactions,
            CheckoutRepository checkouts,
            OrderWriter writer,
            Reservations reservations,
            Outbox outbox,
            RequestKeys keys,
            OrderSnapshots snapshots) {
        this.transactions = transactions;
        this.checkouts = checkouts;
        this.writer = writer;
        this.reservations = reservations;
        this.outbox = outbox;
        this.keys = keys;
        this.snapshots = snapshots;
    }

    static final String DEED = "checkoutPay";

    /** @param oldest when the checkout must have been started at the earliest */
    PlaceOrderOutcome place(Checkout checkout, PlaceOrder command, Instant oldest) {
        return Objects.requireNonNull(transactions.executeWrite(transaction -> {
            keys.claim(DEED, principal(command), command.idempotencyKey(), command.method());
            var id = snapshots.nextId();
            var number = writer.nextNumber();
            if (checkouts.place(checkout.id().value(), id.value(), checkout.version(), oldest) == 0) {
                transaction.setRollbackOnly();
                return new PlaceOrderOutcome.Refused(new CheckoutOutcome.VersionConflict(checkout.version()));
            }
            outbox.append(new OrderPlaced(id, number));
            keys.complete(DEED, principal(command), command.idempotencyKey(), number);
            // Rows of stock are locked from here on: what can be said before is said before, since everybody wants the
            // same.
            var allocations =
                    Sharing.together(checkout.quote().lines().stream().flatMap(line -> line.allocations().stream()));
            return switch (reservations.commit(
                    checkout.reservation(),
                    id.value(),
                    StartCheckoutHandler.buyer(checkout.shopper(), checkout.cart()),
                    allocations)) {
                case CommitOutcome.Committed committed -> {
                    var order = snapshots.of(checkout, id, number, committed.lots());
                    writer.insert(order, checkout.id());
                    yield new PlaceOrderOutcome.Placed(order);
                }
                case CommitOutcome.AboveSaleLimit _ -> {
                    transaction.setRollbackOnly();
                    yield new PlaceOrderOutcome.Refused(new CheckoutOutcome.AboveSaleLimit());
                }
                case CommitOutcome.NotEnough tooFew -> {
                    transaction.setRollbackOnly();
                    yield new PlaceOrderOutcome.Refused(new CheckoutOutcome.OutOfStock(tooFew.lines()));
                }
            };
        }));
    }

    static String principal(PlaceOrder command) {
        return command.checkout().value().toString();
    }
}
