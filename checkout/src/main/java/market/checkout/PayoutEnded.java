package market.checkout;

import java.time.Instant;
import java.util.UUID;
import market.kernel.DomainEvent;
import market.kernel.Money;

/**
 * Money paid out of the platform's own account arrived, or certainly did not.
 *
 * @param beneficiary whose money it is, as whoever asked for the payout named it
 */
public record PayoutEnded(
        UUID payout, String provider, String beneficiary, Money amount, boolean hasArrived, Instant endedAt)
        implements DomainEvent {

    @Override
    public String aggregateId() {
        return payout.toString();
    }
}
