package market.checkout;

import java.time.Instant;
import java.util.UUID;
import market.checkout.payment.MerchantAccount;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's own account at a payment provider, which pays it directly.
 *
 * @param reference what the provider calls the merchant; null until it was active once
 * @param reason why it is refused or barred, in the provider's words; empty otherwise
 */
public record PaymentAccount(
        UUID id,
        MerchantId merchant,
        String provider,
        Status status,
        @Nullable String reference,
        String reason,
        Instant changedAt) {

    /** How far it is. */
    public enum Status {
        SUBMITTED,
        ACTION_REQUIRED,
        ACTIVE,
        SUSPENDED,
        CLOSED
    }

    static PaymentAccount of(MerchantAccount account) {
        return new PaymentAccount(
                account.id(),
                new MerchantId(account.merchantId()),
                account.provider(),
                Status.valueOf(account.status().name()),
                account.reference(),
                account.reason(),
                account.changedAt());
    }
}
