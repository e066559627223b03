package market.checkout;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one order; a secret of the buyer. */
public record OrderId(UUID value) implements TypedId {}
