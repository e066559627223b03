package market.catalog;

import java.util.List;

/** How a curator's decision ended; all but {@link Decided} changed nothing. */
public sealed interface DecideAdmissionOutcome {

    record Decided(PavilionAdmission admission) implements DecideAdmissionOutcome {}

    /** There is none of this pavilion's. */
    record NotFound() implements DecideAdmissionOutcome {}

    record VersionConflict(int currentVersion) implements DecideAdmissionOutcome {}

    /** What is not applied for cannot be admitted or refused, what is not admitted cannot end. */
    record WrongState() implements DecideAdmissionOutcome {}

    record Invalid(List<TypeFault> faults) implements DecideAdmissionOutcome {

        public Invalid {
            faults = List.copyOf(faults);
        }
    }
}
