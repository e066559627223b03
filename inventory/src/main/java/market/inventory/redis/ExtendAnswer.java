package market.inventory.redis;

import java.time.Duration;

/** What Redis said to extending a hold at one merchant. */
public sealed interface ExtendAnswer {
    record Extended(Duration left) implements ExtendAnswer {}

    record Gone() implements ExtendAnswer {}

    record Unreachable() implements ExtendAnswer {}
}
