package market.checkout.payment;

import market.kernel.Money;

/**
 * What a provider is asked to give back; repeated with the same number it is given back once.
 *
 * @param paid the whole payment it is taken from, which some providers want to hear again
 * @param reason for the buyer's statement; empty when nobody gave one
 */
public record RefundRequest(String attemptNo, String refundNo, Money amount, Money paid, String reason) {}
