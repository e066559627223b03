package market.checkout;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one merchant's part of an order. */
public record MerchantOrderId(UUID value) implements TypedId {}
