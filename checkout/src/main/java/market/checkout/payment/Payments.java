package market.checkout.payment;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The door: orders open an intent, buyers start attempts, and who cancels an order settles it unpaid first. */
@Singleton
public class Payments {

    /** In the caller's transaction; the intent of an order that has one already is returned unchanged. */
    public PaymentIntent open(UUID orderId, String orderNumber, Money amount, String subject, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the buyer something to pay with; a living attempt of the same product is used again. Calls the provider, so
     * it must not run inside a transaction.
     *
     * @param returnUrl where the buyer's browser goes after the provider's page; display only
     */
    public StartOutcome start(UUID orderId, PaymentProduct product, @Nullable String returnUrl) {
        throw new UnsupportedOperationException();
    }

    public Optional<PaymentIntent> find(UUID orderId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes sure that an order stays unpaid: asks the provider and closes there, so it must not run inside a transaction.
     * True when the intent is CANCELLED; false when it turned out paid (the listener has heard of it) or when the
     * provider cannot say. An order without an intent has nothing to be paid: true.
     */
    public boolean settleUnpaid(UUID orderId) {
        throw new UnsupportedOperationException();
    }
}
