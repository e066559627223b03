package market.checkout.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buyer's wish to pay.
 *
 * @param provider by its name
 * @param returnUrl an absolute http or https address where the buyer's browser goes after the provider's page; display only
 * @param payer the buyer as the provider calls it within our application; needed for JSAPI only
 */
public record StartPayment(
        UUID orderId,
        String provider,
        PaymentProduct product,
        @Nullable String returnUrl,
        @Nullable String payer) {}
