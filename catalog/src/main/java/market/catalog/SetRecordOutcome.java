package market.catalog;

import java.util.List;

/** How writing one of the operator's or a merchant's records ended; all but {@link Set} changed nothing. */
public sealed interface SetRecordOutcome<T> {
    record Set<T>(T stored) implements SetRecordOutcome<T> {}

    /** Somebody else wrote it meanwhile; 0: there is no such record. */
    record VersionConflict<T>(int currentVersion) implements SetRecordOutcome<T> {}

    record Invalid<T>(List<TypeFault> faults) implements SetRecordOutcome<T> {

        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /** No such object, or another merchant's: the same to the caller. */
    record NotFound<T>() implements SetRecordOutcome<T> {}
}
