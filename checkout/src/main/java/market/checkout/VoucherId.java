package market.checkout;

import java.util.UUID;
import market.kernel.TypedId;

/** Names the voucher of one piece; it gives no right to it. */
public record VoucherId(UUID value) implements TypedId {}
