package market.checkout.payment;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * One number under which a provider is asked to collect an intent's amount.
 *
 * @param attemptNo what the provider knows it by
 * @param clientAction the address or code for the buyer; null until the provider gave one
 * @param providerTradeNo once seen it never changes
 * @param capture null unless SUCCEEDED
 * @param refunded how much went back, as the provider said last
 * @param refundAsked how much is to go back or went, as far as we know of
 * @param payer the buyer as the provider calls it; null unless the way to pay is bound to one
 * @param direct null when it pays the whole order into the platform's own account
 * @param resultUnknownSince when the provider's last answer left open how things stand; null otherwise
 */
record PaymentAttempt(
        UUID id,
        UUID intentId,
        String attemptNo,
        String provider,
        PaymentProduct product,
        AttemptStatus status,
        Money amount,
        Payee expectedPayee,
        Instant expiresAt,
        @Nullable String returnUrl,
        @Nullable String clientAction,
        @Nullable Instant actionExpiresAt,
        @Nullable String providerTradeNo,
        @Nullable Capture capture,
        Money refunded,
        Money refundAsked,
        @Nullable String payer,
        @Nullable DirectPay direct,
        @Nullable Instant resultUnknownSince,
        Instant createdAt) {

    boolean isLiving() {
        return status == AttemptStatus.REQUIRES_ACTION;
    }

    /** What the buyer can use at this moment, if anything. */
    @Nullable
    PaymentAction actionAt(Instant now) {
        var payload = clientAction;
        var until = actionExpiresAt;
        if (payload == null || until == null || !until.isAfter(now)) {
            return null;
        }
        return PaymentAction.of(product, payload, until);
    }

    /** Whether the buyer would be given the same thing to pay with. */
    boolean isOf(StartPayment wish) {
        return provider.equals(wish.provider()) && product == wish.product() && Objects.equals(payer, wish.payer());
    }

    /** Whether money for the one is money for the other, so that only one of them can count. */
    boolean overlaps(PaymentAttempt other) {
        var ours = direct;
        var theirs = other.direct;
        return ours == null || theirs == null || ours.legId().equals(theirs.legId());
    }

    @Nullable
    UUID legId() {
        return direct == null ? null : direct.legId();
    }

    @Nullable
    String subMerchant() {
        return direct == null ? null : direct.subMerchant();
    }

    @Nullable
    String mergeNo() {
        return direct == null ? null : direct.mergeNo();
    }

    boolean pays(PaymentLeg leg) {
        return direct == null || direct.legId().equals(leg.id());
    }

    Money refundable() {
        return amount.minus(refundAsked);
    }
}
