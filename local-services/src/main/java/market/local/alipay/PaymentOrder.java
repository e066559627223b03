package market.local.alipay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a shop asked to be paid. It becomes a trade when a buyer opens the cashier; until then a query finds nothing.
 *
 * @param cashierId the secret part of the cashier's address
 * @param subMerchant for whom the money is; empty when for the application itself
 * @param method the protocol's method by which it was asked
 * @param notifyUrl empty when the shop wants no notification; so with the other texts
 */
record PaymentOrder(
        String cashierId,
        String method,
        String outTradeNo,
        BigDecimal totalAmount,
        String subject,
        String notifyUrl,
        String returnUrl,
        String passbackParams,
        long expiresMillis,
        String subMerchant) {

    PaymentOrder {
        // Journals of before there were any.
        subMerchant = Objects.requireNonNullElse(subMerchant, "");
    }

    boolean isExpired(Instant now) {
        return now.toEpochMilli() >= expiresMillis;
    }

    boolean asksTheSameAs(PaymentOrder other) {
        return other.withCashier(cashierId).equals(this);
    }

    private PaymentOrder withCashier(String id) {
        return new PaymentOrder(
                id,
                method,
                outTradeNo,
                totalAmount,
                subject,
                notifyUrl,
                returnUrl,
                passbackParams,
                expiresMillis,
                subMerchant);
    }
}
