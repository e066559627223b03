package market.checkout;

import java.time.Instant;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money of one merchant's part of an order that goes back.
 *
 * @param reason in the merchant's words; empty when it was given back at the payment provider without the engine
 * @param settledAt when it was proven or refused; null before
 */
public record OrderRefund(
        UUID id,
        MerchantOrderId merchantOrder,
        State state,
        Money amount,
        String reason,
        Instant askedAt,
        @Nullable Instant settledAt) {

    /** How far it is. */
    public enum State {
        /** On its way: the provider is asked until it says clearly what became of it. */
        PENDING,
        /** The provider said that the money went. */
        SUCCEEDED,
        /** The provider refused it for good; nothing went. */
        FAILED
    }
}
