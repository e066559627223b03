package market.checkout.payment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When to ask a provider again: often while the buyer stands at the till, seldom later, not for ever. */
final class PollSchedule {

    static final Duration FIRST = Duration.ofSeconds(3);
    /** A payment can be told this long after the last moment to pay; what comes later is for reconciliation. */
    static final Duration AFTERMATH = Duration.ofDays(1);

    /** Providers refuse refunds of one payment that follow too closely on one another. */
    static final Duration BETWEEN_REFUNDS = Duration.ofSeconds(3);

    /** Before a surplus that was refused is asked back again. */
    static final Duration AFTER_REFUSAL = Duration.ofMinutes(30);

    private static final Duration REFUND_MAX = Duration.ofHours(1);

    private PollSchedule() {}

    /** Null when it need not be asked any more. */
    static @Nullable Instant next(Instant startedAt, Instant expiresAt, Instant now) {
        if (now.isAfter(expiresAt.plus(AFTERMATH))) {
            return null;
        }
        if (now.isAfter(expiresAt)) {
            var isFresh = now.isBefore(expiresAt.plus(Duration.ofHours(1)));
            return now.plus(isFresh ? Duration.ofMinutes(5) : Duration.ofHours(1));
        }
        var next = now.plus(pause(Duration.between(startedAt, now)));
        // Once right after the last moment to pay, for then the answer is final.
        var end = expiresAt.plusSeconds(2);
        return next.isAfter(end) ? end : next;
    }

    private static Duration pause(Duration age) {
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return Duration.ofSeconds(4);
        }
        if (age.compareTo(Duration.ofMinutes(5)) < 0) {
            return Duration.ofSeconds(15);
        }
        if (age.compareTo(Duration.ofMinutes(30)) < 0) {
            return Duration.ofMinutes(1);
        }
        return age.compareTo(Duration.ofHours(2)) < 0 ? Duration.ofMinutes(5) : Duration.ofMinutes(15);
    }

    /** Refunds are pursued for ever: it is somebody's money. The first pauses respect the provider's own of 3 s and 10 s. */
    static Duration refundPause(int submitCount) {
        var pause = Duration.ofSeconds(10L << Math.min(submitCount, 12));
        return pause.compareTo(REFUND_MAX) > 0 ? REFUND_MAX : pause;
    }
}
