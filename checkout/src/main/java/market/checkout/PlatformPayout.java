package market.checkout;

import java.time.Instant;
import java.util.UUID;
import market.checkout.payment.Payouts;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money that leaves the platform's own account at a payment provider.
 *
 * @param beneficiary whose money it is in our books
 * @param failure the provider's refusal; empty when there was none
 * @param settledAt when it arrived or certainly did not; null before
 */
public record PlatformPayout(
        UUID id,
        String beneficiary,
        String payeeAccount,
        String payeeName,
        Money amount,
        Status status,
        String failure,
        Instant askedAt,
        @Nullable Instant settledAt) {

    /** How far it is. */
    public enum Status {
        REQUESTED,
        PROCESSING,
        SUCCEEDED,
        FAILED,
        RETURNED
    }

    static PlatformPayout of(Payouts.Payout payout) {
        var wish = payout.wish();
        return new PlatformPayout(
                payout.id(),
                wish.beneficiary(),
                wish.payeeAccount(),
                wish.payeeName(),
                wish.amount(),
                Status.valueOf(payout.status().name()),
                payout.failure(),
                payout.askedAt(),
                payout.settledAt());
    }
}
