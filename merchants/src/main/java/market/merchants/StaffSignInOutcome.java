package market.merchants;

import java.time.Duration;

/** How a person's sign-in ended. */
public sealed interface StaffSignInOutcome {
    /** The token is shown once and kept as its hash only. */
    record SignedIn(String token, StaffMember person) implements StaffSignInOutcome {}

    /** No such person, no password, or another one: the same to the caller, in words and in time. */
    record WrongCredentials() implements StaffSignInOutcome {}

    /** The password is right, and the person also wants a code. */
    record CodeRequired() implements StaffSignInOutcome {}

    /** The password is right; the code is not, or was taken before. */
    record WrongCode() implements StaffSignInOutcome {}

    /** Too many wrong tries with this account, or from this address. */
    record Locked(Duration retryAfter) implements StaffSignInOutcome {}

    /** Too many sign in at this moment. */
    record Busy(Duration retryAfter) implements StaffSignInOutcome {}
}
