package market.checkout;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one checkout; a secret of the buyer. */
public record CheckoutId(UUID value) implements TypedId {}
