package market.catalog;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one product. */
public record ProductId(UUID value) implements TypedId {}
