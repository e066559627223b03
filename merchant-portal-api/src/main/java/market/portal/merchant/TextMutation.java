package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import market.catalog.ForbiddenClaims;
import market.catalog.ProductId;
import market.catalog.Products;
import market.catalog.SetTexts;
import market.catalog.SetTextsOutcome;
import market.graphql.Call;
import market.graphql.Payload;
import market.kernel.LocalizedText;
import market.portal.LocalizedTexts;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** A merchant rewrites title and description in its languages: arguments to a command, outcome to a payload. */
@Singleton
class TextMutation {

    private final Products products;
    private final ForbiddenClaims claims;

    TextMutation(Products products, ForbiddenClaims claims) {
        this.products = products;
        this.claims = claims;
    }

    Payload set(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var title = title(call, errors);
        var description = input.has("descriptions")
                ? DescriptionReading.of(
                        call,
                        (path, reason) ->
                                errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path, reason)))
                : new DescriptionReading(null, null);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = input.id("productId", "prd")
                .map(id -> products.setTexts(new SetTexts(
                        call.merchantUser().merchant(),
                        new ProductId(id),
                        title,
                        description.text(),
                        description.rich(),
                        input.integer("expectedVersion"))))
                .orElseGet(SetTextsOutcome.NotFound::new);
        return switch (outcome) {
            case SetTextsOutcome.Set set ->
                Payload.of(set.product(), TextWarning.of(set.product(), description.rich(), claims, call));
            case SetTextsOutcome.NotFound _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, input.pathOf("productId")));
            case SetTextsOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
        };
    }

    /** Null when left out or faulty; every fault is an error with its own path. */
    private static @Nullable LocalizedText title(Call call, List<MerchantUserError> errors) {
        return call.input().has("titles")
                ? LocalizedTexts.read(
                                call.input(),
                                "titles",
                                ProductForms.TITLE_LENGTH_MAX,
                                path -> errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path)))
                        .orElse(null)
                : null;
    }
}
