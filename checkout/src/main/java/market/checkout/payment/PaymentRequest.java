package market.checkout.payment;

import java.time.Instant;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked to collect; asked again with the same number it is the same payment.
 *
 * @param payer the buyer as the provider calls it; null unless the way to pay is bound to one
 * @param subMerchant for whom the money is; null when for the platform itself
 */
public record PaymentRequest(
        String attemptNo,
        PaymentProduct product,
        Money amount,
        String subject,
        String orderNumber,
        Instant expiresAt,
        @Nullable String payer,
        @Nullable String subMerchant) {}
