package market.inventory.redis;

import java.util.List;
import java.util.UUID;

/** What Redis said to a hold at one merchant. */
public sealed interface HoldAnswer {
    record Held(long leftMillis, List<Part> parts) implements HoldAnswer {}

    record Lacking(List<Lack> lacks) implements HoldAnswer {}

    /** The buyer would hold more than {@code cap} allows. */
    record Capped(Cap cap) implements HoldAnswer {}

    /** The hold is there already, but for other pieces or another buyer. */
    record Reused() implements HoldAnswer {}

    /** The merchant's counters are not there, or {@code areOfAnother} incarnation of Redis. */
    record Unseeded(boolean areOfAnother) implements HoldAnswer {}

    record Unreachable() implements HoldAnswer {}

    enum Cap {
        HOLDS,
        PIECES,
        PIECES_OF_VARIANT,
        PIECES_OF_SALE
    }

    /** Pieces taken from one location. */
    record Part(UUID variant, UUID location, long quantity) {}

    /** Too few pieces; {@code available} is negative when Redis knows no counter of the variant at all. */
    record Lack(UUID variant, long available) {}
}
