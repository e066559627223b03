package market.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a hold ended: all lines or none. */
public sealed interface HoldOutcome {
    /** Held until then; a repeated call with the same id gets the same answer. */
    record Held(Instant expiresAt, List<Allocation> allocations) implements HoldOutcome {}

    record NotEnough(List<ShortLine> lines) implements HoldOutcome {}

    /** The buyer holds as much as one buyer may of a merchant's goods at a time. */
    record TooManyHolds(int max) implements HoldOutcome {}

    /** The counters are being rebuilt or cannot be reached. */
    record TryAgain(Duration after) implements HoldOutcome {}
}
