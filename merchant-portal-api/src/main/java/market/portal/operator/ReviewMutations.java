package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Optional;
import market.catalog.DecideReview;
import market.catalog.DecideReviewOutcome;
import market.catalog.ForbiddenClaims;
import market.catalog.ForbiddenClaims.Claim;
import market.catalog.ProductId;
import market.catalog.ProductReviews;
import market.catalog.ReviewRule;
import market.catalog.ReviewRules;
import market.graphql.Call;
import market.graphql.Payload;
import market.kernel.MerchantId;
import market.portal.LocalizedTexts;
import market.portal.operator.OperatorUserError.Code;

/** The operator decides about goods, says which it looks at, and keeps forbidden words: arguments to commands, outcomes to payloads. */
@Singleton
class ReviewMutations {

    private static final int REASON_LENGTH_MAX = 500;
    private static final int CLAIM_REASON_LENGTH_MAX = 200;

    private final ProductReviews reviews;
    private final ReviewRules rules;
    private final ForbiddenClaims claims;

    /** What becomes of a product, in the words of the contract. */
    private enum Decision {
        APPROVE,
        REJECT
    }

    ReviewMutations(ProductReviews reviews, ReviewRules rules, ForbiddenClaims claims) {
        this.reviews = reviews;
        this.rules = rules;
        this.claims = claims;
    }

    Payload decide(Call call) {
        var input = call.input();
        var isRejected = input.choice("decision", Decision.class) == Decision.REJECT;
        var reason = input.optionalText("reason").map(String::strip).orElse("");
        if (reason.length() > REASON_LENGTH_MAX || reason.isEmpty() == isRejected) {
            return refused(Code.INVALID, call, "reason");
        }
        var outcome = input.id("reviewId", "prv")
                .map(id -> reviews.decide(new DecideReview(
                        new ProductId(id),
                        isRejected ? reason : null,
                        input.integer("expectedVersion"),
                        call.operator().staff())))
                .orElseGet(DecideReviewOutcome.NotFound::new);
        return switch (outcome) {
            case DecideReviewOutcome.Decided decided -> Payload.of(decided.reviewed());
            case DecideReviewOutcome.NotFound _ -> refused(Code.NOT_FOUND, call, "reviewId");
            case DecideReviewOutcome.VersionConflict conflict ->
                Payload.refused(OperatorUserError.of(Code.VERSION_CONFLICT, call, "expectedVersion")
                        .withVersion(conflict.currentVersion()));
            case DecideReviewOutcome.NotWaiting _ -> refused(Code.INVALID_STATE, call, "reviewId");
            case DecideReviewOutcome.Barred barred ->
                Payload.refused(barred.bars().stream()
                        .map(bar -> OperatorUserError.of(Code.INVALID_STATE, call, "decision")
                                .because(bar.reason().in(call.language())))
                        .toList());
        };
    }

    Payload setRule(Call call) {
        return target(call, call.input().flag("requiresReview"))
                .map(rule -> RecordPayload.of(rules.set(rule, call.operator().staff()), call, "target"))
                .orElseGet(() -> refused(Code.NOT_FOUND, call, "target"));
    }

    Payload removeRule(Call call) {
        return target(call, false)
                .flatMap(rules::remove)
                .map(Payload::of)
                .orElseGet(() -> refused(Code.NOT_FOUND, call, "target"));
    }

    /** Empty for an id that is no merchant's. */
    private static Optional<ReviewRule> target(Call call, boolean requiresReview) {
        var target = call.input().object("target");
        return target.isGiven("categoryCode")
                ? Optional.of(ReviewRule.of(target.text("categoryCode"), requiresReview))
                : target.id("merchantId", "mer").map(id -> ReviewRule.of(new MerchantId(id), requiresReview));
    }

    Payload setClaim(Call call) {
        var input = call.input();
        var errors = new ArrayList<OperatorUserError>();
        var reason = LocalizedTexts.read(
                input,
                "reasons",
                CLAIM_REASON_LENGTH_MAX,
                path -> errors.add(OperatorUserError.of(Code.INVALID, call, path)));
        return reason.map(why -> RecordPayload.of(
                        claims.set(
                                new Claim(input.text("word").strip(), why),
                                call.operator().staff()),
                        call,
                        "word"))
                .orElseGet(() -> Payload.refused(errors));
    }

    Payload removeClaim(Call call) {
        var word = call.input().text("word").strip();
        return claims.remove(word) ? Payload.of(word) : refused(Code.NOT_FOUND, call, "word");
    }

    private static Payload refused(Code code, Call call, String member) {
        return Payload.refused(OperatorUserError.of(code, call, member));
    }
}
