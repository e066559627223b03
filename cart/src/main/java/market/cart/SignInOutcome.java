package market.cart;

import java.time.Duration;

/** How a sign-in ended. */
public sealed interface SignInOutcome {
    /** The token is shown once and kept as its hash only. */
    record SignedIn(String token, Shopper shopper) implements SignInOutcome {}

    /** Too many wrong tries with this phone, over all its codes, or from this address. */
    record TooManyTries(Duration retryAfter) implements SignInOutcome {}

    record WrongCode(int triesLeft) implements SignInOutcome {}

    /** There is no code for this phone: never asked, used, too old, or guessed at too often. */
    record NoCode() implements SignInOutcome {}
}
