package market.checkout.payment;

import java.time.Instant;
import java.util.UUID;
import market.kernel.Money;

/** A payout that arrived, or certainly did not. */
public record EndedPayout(
        UUID payoutId, String provider, String beneficiary, Money amount, boolean hasArrived, Instant endedAt) {}
