package market.catalog;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one variant. */
public record VariantId(UUID value) implements TypedId {}
