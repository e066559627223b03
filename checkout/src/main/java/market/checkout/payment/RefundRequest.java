package market.checkout.payment;

import market.kernel.Money;

/** What a provider is asked to give back; repeated with the same number it is given back once. */
public record RefundRequest(String attemptNo, String refundNo, Money amount) {}
