package market.checkout.payment;

/** What a snapshot came to. */
sealed interface Verdict {
    record Applied() implements Verdict {}

    /** It said what was known, or nothing. */
    record Unchanged() implements Verdict {}

    /** It does not fit the attempt; nothing was changed. */
    record Refused(Refusal reason) implements Verdict {}

    /** As stored with events. */
    default String word() {
        return switch (this) {
            case Applied _ -> "APPLIED";
            case Unchanged _ -> "UNCHANGED";
            case Refused _ -> "REFUSED";
        };
    }
}
