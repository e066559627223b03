package market.checkout;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the bill of a payment provider and the engine's books.
 *
 * @param subject the payment or the refund, by the number that both sides know
 * @param orderNumber null when nothing is known of it here
 * @param here what is counted here; null when nothing
 * @param there what the provider counts; null when nothing
 * @param note what was done about it
 */
public record SettlementBreak(
        UUID id,
        String provider,
        LocalDate day,
        String kind,
        String subject,
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
