package market.checkout.payment;

import java.time.Instant;

/** What the buyer must do next. */
public sealed interface PaymentAction {

    /** Opens the provider's page. */
    record Redirect(String url) implements PaymentAction {}

    /** Scans the payload, drawn as a QR code, before it expires. */
    record QrCode(String payload, Instant expiresAt) implements PaymentAction {}

    /** The shop's app or page hands the payload to the provider's kit, before it expires. */
    record KitCall(String payload, Instant expiresAt) implements PaymentAction {}

    static PaymentAction of(PaymentProduct product, String payload, Instant expiresAt) {
        return switch (product) {
            case PAGE, WAP -> new Redirect(payload);
            case QR -> new QrCode(payload, expiresAt);
            case APP, JSAPI -> new KitCall(payload, expiresAt);
        };
    }
}
