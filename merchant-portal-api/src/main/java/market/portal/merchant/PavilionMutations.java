package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import market.catalog.ForbiddenClaims;
import market.catalog.PavilionOrder;
import market.catalog.PavilionRule;
import market.catalog.Pavilions;
import market.catalog.PickListing;
import market.catalog.Product;
import market.catalog.ProductStatus;
import market.catalog.Products;
import market.catalog.SetPavilion;
import market.catalog.SetPavilionRules;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.Actor;
import market.kernel.LocalizedText;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.portal.LocalizedTexts;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** A curator writes the own pavilion, and chooses what it shows. */
@Singleton
class PavilionMutations {

    private static final int NAME_LENGTH_MAX = 60;
    private static final int DESCRIPTION_LENGTH_MAX = 2_000;
    private static final int BLURB_LENGTH_MAX = 300;

    private final Pavilions pavilions;
    private final Products products;
    private final Merchants merchants;
    private final ForbiddenClaims claims;

    PavilionMutations(Pavilions pavilions, Products products, Merchants merchants, ForbiddenClaims claims) {
        this.pavilions = pavilions;
        this.products = products;
        this.merchants = merchants;
        this.claims = claims;
    }

    Payload set(Call call) {
        var pavilion = CuratedPavilion.own(pavilions, call);
        if (pavilion.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "expectedVersion");
        }
        var errors = new ArrayList<MerchantUserError>();
        var name = text(call, "names", NAME_LENGTH_MAX, errors);
        var description = text(call, "descriptions", DESCRIPTION_LENGTH_MAX, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = pavilions.set(new SetPavilion(
                pavilion.get(),
                name,
                description,
                ((Actor.Curator) call.actor()).staff(),
                call.input().integer("expectedVersion")));
        return warned(
                RecordPayload.of(outcome, call, "expectedVersion"), "names", name, "descriptions", description, call);
    }

    /** What was written all the same. */
    private Payload warned(
            Payload payload,
            String member,
            @Nullable LocalizedText text,
            String otherMember,
            @Nullable LocalizedText other,
            Call call) {
        var entity = payload.entity();
        return entity == null
                ? payload
                : Payload.of(
                        entity,
                        Stream.concat(
                                        TextWarning.ofClaims(member, text, claims, call).stream(),
                                        TextWarning.ofClaims(otherMember, other, claims, call).stream())
                                .toList());
    }

    Payload setRules(Call call) {
        var pavilion = CuratedPavilion.own(pavilions, call);
        if (pavilion.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "expectedVersion");
        }
        var errors = new ArrayList<MerchantUserError>();
        var rules = call.input().objects("rules").stream()
                .map(rule -> rule(rule, call, errors))
                .toList();
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = pavilions.setRules(new SetPavilionRules(
                pavilion.get(),
                rules,
                call.input().choice("order", PavilionOrder.class),
                call.input().integer("expectedVersion")));
        return RecordPayload.of(outcome, call, "expectedVersion");
    }

    private PavilionRule rule(Input rule, Call call, List<MerchantUserError> errors) {
        var merchant = rule.optionalText("merchantCode").flatMap(merchants::findByCode);
        if (rule.isGiven("merchantCode") && merchant.isEmpty()) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, rule.pathOf("merchantCode")));
        }
        return new PavilionRule(
                rule.optionalText("categoryCode").orElse(null),
                rule.optionalText("originCode").orElse(null),
                merchant.map(Merchant::id).orElse(null),
                rule.optionalText("kindCode").orElse(null),
                rule.optionalText("certificateKind").orElse(null));
    }

    Payload list(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var position = input.integer("position");
        if (position < 0 || position > PavilionOrder.PICK_MAX) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, input.pathOf("position")));
        }
        var title = ownText(call, "titles", ProductForms.TITLE_LENGTH_MAX, errors);
        var blurb = ownText(call, "blurbs", BLURB_LENGTH_MAX, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var pavilion = CuratedPavilion.own(pavilions, call);
        var product = products.findByHandle(input.text("productHandle"));
        if (pavilion.isEmpty() || product.isEmpty() || isSecret(product.get())) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "productHandle");
        }
        if (product.get().status() != ProductStatus.LISTED) {
            return refused(MerchantErrorCode.INVALID_STATE, call, "productHandle");
        }
        var picked = pavilions.pick(
                new PickListing(pavilion.get(), product.get(), position, input.flag("isExcluded"), title, blurb));
        return picked.map(
                        listing -> warned(Payload.of(listing), "titles", title.value(), "blurbs", blurb.value(), call))
                .orElseGet(() -> refused(MerchantErrorCode.NOT_ADMITTED, call, "productHandle"));
    }

    /** To anybody but its merchant there is no such product. */
    private static boolean isSecret(Product product) {
        return switch (product.status()) {
            case DRAFT, IN_REVIEW -> true;
            case LISTED, WITHDRAWN -> false;
        };
    }

    Payload remove(Call call) {
        var pavilion = CuratedPavilion.own(pavilions, call);
        var product = products.findByHandle(call.input().text("productHandle"));
        if (pavilion.isEmpty() || product.isEmpty() || !pavilions.unlist(pavilion.get(), product.get())) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "productHandle");
        }
        return Payload.of(product.get().handle());
    }

    private static PickListing.Text ownText(Call call, String member, int lengthMax, List<MerchantUserError> errors) {
        if (!call.input().isGiven(member)) {
            return PickListing.Text.UNCHANGED;
        }
        var text = call.input().objects(member).isEmpty() ? null : text(call, member, lengthMax, errors);
        return new PickListing.Text(true, text);
    }

    /** Null when left out or faulty; every fault is an error with its own path. */
    private static @Nullable LocalizedText text(
            Call call, String member, int lengthMax, List<MerchantUserError> errors) {
        Optional<LocalizedText> text = call.input().isGiven(member)
                ? LocalizedTexts.read(
                        call.input(),
                        member,
                        lengthMax,
                        path -> errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path)))
                : Optional.empty();
        return text.orElse(null);
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
