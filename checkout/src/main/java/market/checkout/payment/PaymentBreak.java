package market.checkout.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * One difference between a day's bill and our books.
 *
 * @param subject the attempt or the refund, by the number that both sides know
 * @param orderNumber null when we know nothing of it
 * @param here what we count; null when nothing
 * @param there what the provider counts; null when nothing
 * @param note what was done about it
 */
public record PaymentBreak(
        UUID id,
        String provider,
        LocalDate day,
        BreakKind kind,
        String subject,
        String attemptNo,
        @Nullable String orderNumber,
        @Nullable Money here,
        @Nullable Money there,
        State state,
        String note,
        Instant foundAt,
        @Nullable Instant settledAt) {

    /** What became of it. */
    public enum State {
        /** Somebody has to look. */
        OPEN,
        /** It was certain what to do, and it was done. */
        REPAIRED,
        /** Somebody looked and said what was done. */
        SETTLED
    }
}
