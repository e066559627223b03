package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import market.catalog.ProductId;
import market.catalog.Products;
import market.catalog.SetTexts;
import market.catalog.SetTextsOutcome;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.Language;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** A merchant rewrites title and description in its languages: arguments to a command, outcome to a payload. */
@Singleton
class TextMutation {

    private static final int TITLE_LENGTH_MAX = 120;
    private static final int DESCRIPTION_LENGTH_MAX = 10_000;

    private final Products products;

    TextMutation(Products products) {
        this.products = products;
    }

    Payload set(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var title = text("titles", TITLE_LENGTH_MAX, call, errors);
        var description = text("descriptions", DESCRIPTION_LENGTH_MAX, call, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = input.id("productId", "prd")
                .map(id -> products.setTexts(new SetTexts(
                        call.merchantUser().merchant(),
                        new ProductId(id),
                        title,
                        description,
                        input.integer("expectedVersion"))))
                .orElseGet(SetTextsOutcome.NotFound::new);
        return switch (outcome) {
            case SetTextsOutcome.Set set -> Payload.of(set.product());
            case SetTextsOutcome.NotFound _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, input.pathOf("productId")));
            case SetTextsOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
        };
    }

    /** Null when left out or faulty; every fault is an error with its own path. */
    private static @Nullable LocalizedText text(
            String member, int lengthMax, Call call, List<MerchantUserError> errors) {
        var input = call.input();
        if (!input.has(member)) {
            return null;
        }
        Map<Language, String> texts = new EnumMap<>(Language.class);
        for (var each : input.objects(member)) {
            var language = language(each);
            var value = each.text("value").strip();
            if (language.isEmpty() || texts.put(language.get(), value) != null) {
                errors.add(invalid(call, each.pathOf("language")));
            }
            if (value.isEmpty() || value.length() > lengthMax) {
                errors.add(invalid(call, each.pathOf("value")));
            }
        }
        var chinese = texts.get(Language.ZH_CN);
        if (chinese == null) {
            // Readers of every language fall back to Chinese, so it cannot be missing.
            errors.add(invalid(call, input.pathOf(member)));
            return null;
        }
        return new LocalizedText(chinese, texts.get(Language.EN));
    }

    private static Optional<Language> language(Input text) {
        for (var language : Language.values()) {
            if (language.tag().equals(text.text("language"))) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    private static MerchantUserError invalid(Call call, List<String> path) {
        return MerchantUserError.of(MerchantErrorCode.INVALID, call, path);
    }
}
