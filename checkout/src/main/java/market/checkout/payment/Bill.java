package market.checkout.payment;

import java.time.Instant;
import java.util.List;
import market.kernel.Money;

/** What a provider says about a whole day. */
public sealed interface Bill {

    /** Complete: what is not in it did not happen on that day. */
    record Complete(List<Line> lines) implements Bill {

        public Complete {
            lines = List.copyOf(lines);
        }
    }

    /** Not made yet, or not to be had now: asked for again later. */
    record NotYet() implements Bill {}

    /**
     * A payment or a refund.
     *
     * @param refundNo empty for payments; the number that a refund was asked for under, or the provider's own
     * @param fee what the provider keeps, negative when it gives it back
     */
    record Line(
            boolean isRefund,
            String attemptNo,
            String tradeNo,
            String refundNo,
            Money amount,
            Money fee,
            Instant happenedAt) {}
}
