package market.catalog;

import java.util.List;

/** How writing a product ended; all but {@link Set} changed nothing. */
public sealed interface SetProductOutcome {
    record Set(Product product) implements SetProductOutcome {}

    /** 0: there is no such product. */
    record VersionConflict(int currentVersion) implements SetProductOutcome {}

    record Invalid(List<AttributeFault> faults) implements SetProductOutcome {}
}
