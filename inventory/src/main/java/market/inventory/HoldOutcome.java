package market.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a hold ended: all lines or none. */
public sealed interface HoldOutcome {
    /** Held until then; a repeated call with the same id gets the same answer. */
    record Held(Instant expiresAt, List<Allocation> allocations) implements HoldOutcome {}

    record NotEnough(List<ShortLine> lines) implements HoldOutcome {}

    /** The buyer would hold more than one buyer may of a merchant's goods at a time. */
    record TooManyHolds(Cap cap, long max) implements HoldOutcome {}

    /** The buyer would have more of a flash sale than one buyer may, with what is in other checkouts and orders. */
    record AboveSaleLimit() implements HoldOutcome {}

    /** The same reservation was asked for before, with other lines or for another buyer. */
    record KeyReused() implements HoldOutcome {}

    /** The counters are being rebuilt or cannot be reached. */
    record TryAgain(Duration after) implements HoldOutcome {}

    /** What is counted of a buyer: holds, pieces of all goods together, pieces of one variant. */
    enum Cap {
        HOLDS,
        PIECES,
        PIECES_OF_VARIANT
    }
}
