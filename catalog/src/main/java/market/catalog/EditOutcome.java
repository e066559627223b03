package market.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one of many products fared; see {@link ProductEdits}. */
public sealed interface EditOutcome {

    /** It is as it shall be already; nothing was written, and its version stays. */
    record Unchanged() implements EditOutcome {}

    /**
     * It was written, or would be.
     *
     * @param isForReview whether the operator looks at it before it is on sale
     * @param changes of a new product, every member that it has
     */
    record Changed(boolean isNew, boolean isForReview, List<Change> changes) implements EditOutcome {

        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** Nothing of it was written. */
    record Refused(List<AttributeFault> faults) implements EditOutcome {

        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /**
     * One member of a product or variant that is not what it was.
     *
     * @param sku the variant, or null when the product itself is meant
     * @param field as in {@link AttributeFault}
     * @param before null when there was nothing
     * @param after null when there is nothing any more
     */
    record Change(
            @Nullable String sku,
            String field,
            @Nullable String before,
            @Nullable String after) {}
}
