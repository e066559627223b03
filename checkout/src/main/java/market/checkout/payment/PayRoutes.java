package market.checkout.payment;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;

/**
 * Whom the money of an attempt goes to: the merchant of one part directly, where all merchants of the order are known to the
 * provider; else the platform for the whole order, unless that is not wanted at all.
 */
@Singleton
class PayRoutes {

    /** What a buyer pays next. */
    sealed interface Route {

        record Whole() implements Route {}

        /** One part, or several in one go. */
        record Parts(List<Part> parts) implements Route {}

        record Refused(StartOutcome.Reason reason) implements Route {}
    }

    /** One merchant's part and the merchant as the provider calls it. */
    record Part(PaymentLeg leg, String subMerchant) {}

    private final LegRepository legs;
    private final AttemptRepository attempts;
    private final AccountRepository accounts;
    private final boolean isDirectOnly;

    PayRoutes(
            LegRepository legs,
            AttemptRepository attempts,
            AccountRepository accounts,
            @Value("${market.payments.direct-only:false}") boolean isDirectOnly) {
        this.legs = legs;
        this.attempts = attempts;
        this.accounts = accounts;
        this.isDirectOnly = isDirectOnly;
    }

    Route of(PaymentIntent intent, StartPayment wish, PaymentProvider provider) {
        var isPartly = intent.status() == IntentStatus.PARTIALLY_PAID;
        var marketplace = provider.marketplace();
        if (marketplace.isEmpty()) {
            return isPartly || isDirectOnly ? new Route.Refused(StartOutcome.Reason.WAY_UNKNOWN) : new Route.Whole();
        }
        var all = legs.of(intent.id());
        var known = accounts.of(
                provider.name(), all.stream().map(PaymentLeg::merchantId).toList());
        var isBarred = known.values().stream().anyMatch(MerchantAccount::isBarred);
        var isComplete = all.stream().allMatch(leg -> {
            var account = known.get(leg.merchantId());
            return account != null && account.isActive();
        });
        if (isBarred || (!isComplete && (isPartly || isDirectOnly))) {
            return new Route.Refused(StartOutcome.Reason.MERCHANT_UNPAYABLE);
        }
        if (!isComplete) {
            return new Route.Whole();
        }
        var paid = attempts.counted(intent.id());
        var open = all.stream()
                .filter(leg -> paid.stream().noneMatch(attempt -> attempt.pays(leg)))
                .map(leg -> new Part(
                        leg, Objects.requireNonNull(known.get(leg.merchantId())).requiredReference()))
                .toList();
        var isMerged = open.size() > 1 && marketplace.get().mayMerge(wish.product());
        return new Route.Parts(isMerged ? open : open.subList(0, 1));
    }
}
