package market.checkout.payment;

import java.util.UUID;
import market.kernel.Money;

/**
 * A merchant's wish to give money back.
 *
 * @param key remembered for ever: the same key is the same refund
 */
public record AskRefund(UUID orderId, UUID merchantOrderId, Money amount, String reason, String key) {}
