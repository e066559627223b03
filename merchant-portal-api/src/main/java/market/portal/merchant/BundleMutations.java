package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import market.catalog.Bundle;
import market.catalog.BundleId;
import market.catalog.Bundles;
import market.catalog.RemoveBundle;
import market.catalog.SetBundle;
import market.catalog.SetBundleOutcome;
import market.catalog.SetBundleOutcome.Fault;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.Money;
import market.portal.LocalizedTexts;
import market.portal.ProductForms;

/** A merchant writes bundles: inputs to commands, outcomes to payloads. */
@Singleton
class BundleMutations {

    private static final int NAME_LENGTH_MAX = 120;

    private final Bundles bundles;

    BundleMutations(Bundles bundles) {
        this.bundles = bundles;
    }

    Payload set(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var names = LocalizedTexts.read(
                input,
                "names",
                NAME_LENGTH_MAX,
                path -> errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path)));
        var parts = parts(call, errors);
        if (names.isEmpty() || !errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = bundles.set(new SetBundle(
                call.merchantUser().merchant(),
                input.text("code"),
                names.get(),
                input.text("currency"),
                parts,
                input.optionalInstant("startsAt").orElse(null),
                input.optionalInstant("endsAt").orElse(null),
                input.flag("isActive"),
                input.integer("expectedVersion")));
        return switch (outcome) {
            case SetBundleOutcome.Set set -> Payload.of(set.bundle());
            case SetBundleOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
            case SetBundleOutcome.Refused no ->
                Payload.refused(
                        no.faults().stream().map(fault -> error(fault, call)).toList());
        };
    }

    private static List<SetBundle.Part> parts(Call call, List<MerchantUserError> errors) {
        var given = call.input().objects("components");
        var parts = new ArrayList<SetBundle.Part>();
        // Longer ones are refused whole, by their number.
        for (var part : given.subList(0, Math.min(given.size(), Bundle.COMPONENTS_MAX + 1))) {
            var variant = part.id("variantId", "var");
            if (variant.isEmpty()) {
                errors.add(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, part.pathOf("variantId")));
            }
            var quantity = part.wholeNumber("quantity");
            if (quantity.isEmpty()) {
                errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, part.pathOf("quantity")));
            }
            var price = price(part, call, errors);
            if (variant.isPresent() && quantity.isPresent()) {
                parts.add(new SetBundle.Part(new VariantId(variant.get()), quantity.get(), price));
            }
        }
        return parts;
    }

    private static Money price(Input part, Call call, List<MerchantUserError> errors) {
        var price = ProductForms.price(part.decimal("unitPrice"), call.input().text("currency"));
        if (price.isEmpty()) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, part.pathOf("unitPrice")));
        }
        return price.orElse(Money.cny(1));
    }

    Payload remove(Call call) {
        var id = call.input().id("bundleId", "bdl").map(BundleId::new);
        if (id.isEmpty()) {
            return Payload.refused(MerchantUserError.of(
                    MerchantErrorCode.NOT_FOUND, call, call.input().pathOf("bundleId")));
        }
        var outcome = bundles.remove(new RemoveBundle(
                call.merchantUser().merchant(), id.get(), call.input().integer("expectedVersion")));
        return RecordPayload.of(outcome, call, "bundleId");
    }

    private static MerchantUserError error(Fault fault, Call call) {
        var code = switch (fault.kind()) {
            case VARIANT_NOT_FOUND -> MerchantErrorCode.NOT_FOUND;
            case DUPLICATE -> MerchantErrorCode.DUPLICATE;
            case OTHER_CURRENCY -> MerchantErrorCode.CURRENCY_MISMATCH;
            case TOO_MANY -> MerchantErrorCode.LIMIT_EXCEEDED;
            case INVALID -> MerchantErrorCode.INVALID;
        };
        return MerchantUserError.of(code, call, RecordPayload.path(fault.at()))
                .because(fault.at().reason().in(call.language()));
    }
}
