package market.checkout.payment;

import java.time.Instant;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about an attempt, in its own words no longer: notifications, polls and returns all end in one.
 *
 * @param amount null when the provider does not say, as for a trade nobody opened
 * @param tradeNo the provider's number; null when it has none
 * @param refunded how much of the payment went back so far; null when the provider does not say
 * @param payee whom a notification is meant for; null in the answer to a question of our own
 */
public record Snapshot(
        String attemptNo,
        Status status,
        @Nullable Money amount,
        @Nullable String tradeNo,
        @Nullable Instant paidAt,
        @Nullable Money refunded,
        @Nullable Payee payee) {

    /** How the provider sees the attempt. */
    public enum Status {
        /** Nothing was opened under this number, which proves it unpaid up to now. */
        NOT_EXIST,
        WAITING,
        /** Paid, whatever was refunded since. */
        PAID,
        /** Ended unpaid, for good. */
        CLOSED,
        /** No trustworthy answer: it decides nothing. */
        UNKNOWN
    }

    /** An answer without any facts about a trade. */
    public static Snapshot bare(String attemptNo, Status status) {
        return new Snapshot(attemptNo, status, null, null, null, null, null);
    }
}
