package market.cart;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one line of a cart. */
public record CartLineId(UUID value) implements TypedId {}
