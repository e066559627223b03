package market.merchants;

import java.time.Duration;
import java.util.List;

/** How a person's change of the own access ended. */
public sealed interface StaffAccessOutcome {
    /** It holds from now on. */
    record Done(StaffMember person) implements StaffAccessOutcome {}

    /** A secret that waits for its first code; shown this once. */
    record Enrolled(String secret, String uri) implements StaffAccessOutcome {}

    /** Codes are asked for from now on; those for whoever loses the device are shown this once. */
    record Confirmed(List<String> recoveryCodes) implements StaffAccessOutcome {}

    /** A password for the first sign-in, shown this once. */
    record Issued(String password) implements StaffAccessOutcome {}

    /** The credential is no person's session. */
    record NotAPerson() implements StaffAccessOutcome {}

    record WrongPassword() implements StaffAccessOutcome {}

    record WrongCode() implements StaffAccessOutcome {}

    /** Too short, too long, or made of the phone. */
    record Unfit() implements StaffAccessOutcome {}

    /** Codes are on already, or not on: the deed does not fit. */
    record NotNow() implements StaffAccessOutcome {}

    record Locked(Duration retryAfter) implements StaffAccessOutcome {}

    record Busy(Duration retryAfter) implements StaffAccessOutcome {}
}
