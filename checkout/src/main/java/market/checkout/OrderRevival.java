package market.checkout;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Savepoint;
import java.util.UUID;
import market.inventory.CommitOutcome;
import market.inventory.ReservationId;
import market.inventory.Reservations;
import market.kernel.Ids;

/** Takes the goods of a cancelled order off the shelf again, if all of them are still there; in the caller's transaction. */
@Singleton
class OrderRevival {

    private final CheckoutRepository checkouts;
    private final Reservations reservations;
    private final JdbcOperations jdbc;
    private final Ids ids;

    OrderRevival(CheckoutRepository checkouts, Reservations reservations, JdbcOperations jdbc, Ids ids) {
        this.checkouts = checkouts;
        this.reservations = reservations;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** False when something is short; then nothing was changed. */
    boolean takeAgain(OrderRow order) {
        return checkouts
                .findById(order.checkoutId())
                .map(CheckoutRow::toCheckout)
                .filter(checkout -> takeAgain(order.id(), checkout))
                .isPresent();
    }

    private boolean takeAgain(UUID order, Checkout checkout) {
        var allocations =
                Sharing.together(checkout.quote().lines().stream().flatMap(line -> line.allocations().stream()));
        var again = secondTaking(order);
        var buyer = StartCheckoutHandler.buyer(checkout.shopper(), checkout.cart());
        return jdbc.execute(connection -> {
            Savepoint before = connection.setSavepoint();
            return switch (reservations.commit(new ReservationId(ids.secret()), again, buyer, allocations)) {
                case CommitOutcome.Committed _ -> {
                    reservations.markSold(again);
                    yield true;
                }
                case CommitOutcome.NotEnough _, CommitOutcome.AboveSaleLimit _ -> {
                    connection.rollback(before);
                    yield false;
                }
            };
        });
    }

    /** What was given back under an order's id stays so: the second taking is booked under one that follows from it. */
    private static UUID secondTaking(UUID order) {
        return UUID.nameUUIDFromBytes((order + " again").getBytes(StandardCharsets.UTF_8));
    }
}
