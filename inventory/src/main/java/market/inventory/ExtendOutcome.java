package market.inventory;

import java.time.Duration;
import java.time.Instant;

/** How extending a hold ended. */
public sealed interface ExtendOutcome {
    /** All of it lives until then, which is never sooner than before. */
    record Extended(Instant expiresAt) implements ExtendOutcome {}

    /** Some or all of it expired, was given back or lost. It can still be committed if there is stock left then. */
    record Gone() implements ExtendOutcome {}

    /** Redis did not answer; the hold ends when it would have ended. */
    record TryAgain(Duration after) implements ExtendOutcome {}
}
