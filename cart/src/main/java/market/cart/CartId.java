package market.cart;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one cart; a secret, since whoever knows a guest's cart may change it. */
public record CartId(UUID value) implements TypedId {}
