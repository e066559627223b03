package market.inventory.redis;

import java.util.List;
import java.util.UUID;

/** What Redis said to a hold at one merchant. */
public sealed interface HoldAnswer {
    record Held(long expiresAtMillis, List<Part> parts) implements HoldAnswer {}

    record Lacking(List<Lack> lacks) implements HoldAnswer {}

    record Capped() implements HoldAnswer {}

    /** The merchant's counters are not there. */
    record Unseeded() implements HoldAnswer {}

    record Unreachable() implements HoldAnswer {}

    /** Pieces taken from one location. */
    record Part(UUID variant, UUID location, long quantity) {}

    /** Too few pieces; {@code available} is negative when Redis knows no counter of the variant at all. */
    record Lack(UUID variant, long available) {}
}
