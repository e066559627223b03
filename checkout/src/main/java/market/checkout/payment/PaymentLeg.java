package market.checkout.payment;

import java.util.UUID;
import market.kernel.Money;

/**
 * What of an intent is for one merchant's part of the order.
 *
 * @param refundAsked how much of it went back or is to go back; never more than the amount
 */
public record PaymentLeg(UUID id, UUID merchantOrderId, UUID merchantId, Money amount, Money refundAsked) {

    /** What can still be given back. */
    public Money refundable() {
        return amount.minus(refundAsked);
    }
}
