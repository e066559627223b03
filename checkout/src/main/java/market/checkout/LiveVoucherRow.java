package market.checkout;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/** A voucher that can still be redeemed, and what was paid for its piece. */
@Introspected
record LiveVoucherRow(UUID id, long unitPriceMinor) {}
