package market.checkout.payment;

import java.time.Instant;
import market.kernel.Money;

/** What a provider is asked to collect; asked again with the same number it is the same payment. */
public record PaymentRequest(
        String attemptNo,
        PaymentProduct product,
        Money amount,
        String subject,
        String orderNumber,
        Instant expiresAt) {}
