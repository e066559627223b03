package market.catalog;

import java.util.List;

/** How an upsert of a product ended. */
public sealed interface UpsertProductOutcome {
    record Upserted(ProductId id, List<VariantId> variants) implements UpsertProductOutcome {}

    /** Values that the product type does not allow; nothing was changed. */
    record Invalid(List<AttributeFault> faults) implements UpsertProductOutcome {}
}
