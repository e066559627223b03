package market.checkout.payment;

import java.util.Map;
import java.util.UUID;
import market.kernel.Money;

/** Hears of money inside the transaction that books it, exactly once. An exception undoes all of it. */
public interface PaymentListener {

    /** The intent turns PAID; what is undone here is found again by the next poll. */
    void onPaid(PaidPayment payment);

    /**
     * Money for an order that was cancelled: true when the order could be taken up again, with its goods, and is paid now;
     * false when nothing was changed, so that the money goes back.
     */
    boolean onPaidLate(PaidPayment payment);

    /**
     * Money of a paid order is to go back, or was found to have gone.
     *
     * @param askedOfParts of every merchant's part that this concerns, in the order of the parts: how much of it in all is gone
     *     or to go
     */
    void onRefundAsked(UUID orderId, Map<UUID, Money> askedOfParts);

    /** A refund of a paid order is proven. */
    void onRefunded(RefundedPayment refund);

    /** A merchant's part was let go and shared for certain. */
    void onSettled(SettledPart part);

    /** A payout came to its end. */
    void onPaidOut(EndedPayout payout);
}
