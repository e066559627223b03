package market.checkout.payment;

import java.time.Instant;

/** What the buyer must do next. */
public sealed interface PaymentAction {
    /** Opens the provider's page. */
    record Redirect(String url) implements PaymentAction {}

    /** Scans the payload, drawn as a QR code, before it expires. */
    record QrCode(String payload, Instant expiresAt) implements PaymentAction {}
}
