package market.inventory;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one place where a merchant keeps goods. */
public record LocationId(UUID value) implements TypedId {}
