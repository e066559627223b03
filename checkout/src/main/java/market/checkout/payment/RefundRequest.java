package market.checkout.payment;

import java.util.List;
import market.kernel.Money;

/**
 * What a provider is asked to give back; repeated with the same number it is given back once.
 *
 * @param paid the whole payment it is taken from, which some providers want to hear again
 * @param clawbacks what of it those give back who got a share of the payment
 * @param reason for the buyer's statement; empty when nobody gave one
 */
public record RefundRequest(
        String attemptNo, String refundNo, Money amount, Money paid, String reason, List<Clawback> clawbacks) {

    /** What a receiver gives back. */
    public record Clawback(String receiver, Money amount) {}

    public RefundRequest {
        clawbacks = List.copyOf(clawbacks);
    }

    RefundRequest with(List<Clawback> next) {
        return new RefundRequest(attemptNo, refundNo, amount, paid, reason, next);
    }
}
