package market.graphql;

import java.util.List;

/** How a registration ended. */
public sealed interface RegisterDocumentsOutcome {

    /** All are registered now; those that were before are unchanged. */
    record Registered(List<TrustedDocument> documents) implements RegisterDocumentsOutcome {}

    /** None is registered. */
    record Refused(List<Fault> faults) implements RegisterDocumentsOutcome {}

    /**
     * Why a document was refused.
     *
     * @param isHash the hash is not the document's; else the document is no operation of the storefront
     */
    record Fault(int index, boolean isHash, String detail) {}
}
