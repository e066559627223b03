package market.checkout.payment;

import java.time.Instant;
import java.util.UUID;
import market.kernel.Money;

/** The first payment of an order that the provider confirmed. */
public record PaidPayment(
        UUID orderId,
        UUID intentId,
        UUID attemptId,
        Money amount,
        String provider,
        String providerTradeNo,
        Instant paidAt) {}
