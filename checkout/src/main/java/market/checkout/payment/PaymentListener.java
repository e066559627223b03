package market.checkout.payment;

/** Hears of a payment inside the transaction that makes the intent PAID, exactly once per intent. */
public interface PaymentListener {
    /** An exception undoes the whole transaction; the payment is found again by the next poll. */
    void onPaid(PaidPayment payment);
}
