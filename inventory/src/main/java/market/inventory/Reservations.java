package market.inventory;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import market.kernel.MerchantId;

/** Promises of stock: held, then committed, released or expired. */
@Singleton
public class Reservations {

    /** Takes all lines or none; idempotent by the id of the reservation. Never call it inside a transaction. */
    public HoldOutcome hold(HoldStock command) {
        throw new UnsupportedOperationException();
    }

    /** Gives a hold back at once; one that is gone already is left alone. */
    public void release(ReservationId reservation, Collection<MerchantId> merchants) {
        throw new UnsupportedOperationException();
    }

    /**
     * Promises the pieces to an order, in the caller's transaction. PostgreSQL alone decides: also when the hold expired or
     * Redis lost it. The hold is dropped after the transaction committed.
     */
    public CommitOutcome commit(ReservationId reservation, UUID orderId, List<Allocation> allocations) {
        throw new UnsupportedOperationException();
    }

    /** The order was paid: its pieces leave the shelf. Idempotent, in the caller's transaction. */
    public void markSold(UUID orderId) {
        throw new UnsupportedOperationException();
    }

    /** The order will not be paid: its pieces can be bought again. Idempotent, in the caller's transaction. */
    public void returnCommitted(UUID orderId) {
        throw new UnsupportedOperationException();
    }
}
