package market.merchants;

/** How a change of standing ended. */
public sealed interface SetStandingOutcome {
    record Set(Merchant merchant) implements SetStandingOutcome {}

    record NotFound() implements SetStandingOutcome {}

    /** Somebody changed the merchant since the caller read it. */
    record VersionConflict(int currentVersion) implements SetStandingOutcome {}
}
