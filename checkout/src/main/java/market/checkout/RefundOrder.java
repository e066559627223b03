package market.checkout;

import market.kernel.MerchantId;
import market.kernel.Money;

/**
 * A merchant gives money of its part of an order back.
 *
 * @param key remembered for ever: the same key is the same refund
 */
public record RefundOrder(
        MerchantId merchant, MerchantOrderId merchantOrder, Money amount, String reason, String key) {}
