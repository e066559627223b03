package market.checkout.payment;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merchant as a provider knows it.
 *
 * @param externalId what the provider was told to call it
 * @param reference what the provider calls it in payments; null until it was active once
 * @param reason why it is refused or barred, in the provider's words; empty otherwise
 */
public record MerchantAccount(
        UUID id,
        UUID merchantId,
        String provider,
        String externalId,
        @Nullable String reference,
        Status status,
        String reason,
        Instant changedAt) {

    /** How far it is. */
    public enum Status {
        /** The provider has the application, or gets it in a moment. */
        SUBMITTED,
        /** Turned down: something is to be put right. */
        ACTION_REQUIRED,
        /** Payments go to the merchant directly. */
        ACTIVE,
        /** Was active and is barred by the provider: no new payments. */
        SUSPENDED,
        CLOSED
    }

    boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** Nobody may collect for it, by whatever way. */
    boolean isBarred() {
        return status == Status.SUSPENDED || status == Status.CLOSED;
    }

    String requiredReference() {
        return Objects.requireNonNull(reference);
    }
}
