package market.catalog;

import java.util.List;

/** How writing a bundle ended; all but {@link Set} changed nothing. */
public sealed interface SetBundleOutcome {
    record Set(Bundle bundle) implements SetBundleOutcome {}

    /** Somebody else wrote it meanwhile; 0: there is no such bundle. */
    record VersionConflict(int currentVersion) implements SetBundleOutcome {}

    record Refused(List<Fault> faults) implements SetBundleOutcome {

        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /** What is wrong with it. */
    enum FaultKind {
        /** No such variant, or another merchant's. */
        VARIANT_NOT_FOUND,
        /** The variant stands in the bundle already. */
        DUPLICATE,
        /** The variant is sold in another currency than the bundle's. */
        OTHER_CURRENCY,
        /** The merchant has as many bundles as one may have. */
        TOO_MANY,
        INVALID
    }

    /**
     * One thing that is wrong.
     *
     * @param at where, and for people why
     */
    record Fault(FaultKind kind, TypeFault at) {}
}
