package market.cart;

import java.time.Duration;
import java.time.Instant;

/** How a request for a sign-in code ended. */
public sealed interface RequestCodeOutcome {
    record Sent(Instant expiresAt) implements RequestCodeOutcome {}

    record InvalidPhone() implements RequestCodeOutcome {}

    /** Too many codes for this phone or from this address. */
    record TooManyRequests(Duration retryAfter) implements RequestCodeOutcome {}

    /** Nothing can deliver a code here. */
    record Unavailable() implements RequestCodeOutcome {}
}
