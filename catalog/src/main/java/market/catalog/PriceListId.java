package market.catalog;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one price list. */
public record PriceListId(UUID value) implements TypedId {}
