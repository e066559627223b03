package market.portal.operator;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.Category;
import market.catalog.DeliveryKind;
import market.catalog.ProductType;
import market.catalog.ProductTypes;
import market.catalog.SetCategoryOutcome;
import market.catalog.SetProductType;
import market.catalog.SetProductTypeOutcome;
import market.catalog.SetProductTypeOutcome.Breach;
import market.catalog.TypeFault;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.LocalizedText;
import market.portal.LocalizedTexts;
import market.portal.operator.OperatorUserError.Code;
import org.jspecify.annotations.Nullable;

/** The operator defines kinds of goods: arguments to commands, outcomes to payloads. */
@Singleton
class TaxonomyMutations {

    private static final int NAME_LENGTH_MAX = 60;

    /** A kind of goods, or why it was not written. */
    record TypePayload(
            @Nullable ProductType productKind,
            List<Breach> breaches,
            int breachCount,
            List<OperatorUserError> userErrors) {

        static TypePayload refused(List<OperatorUserError> errors) {
            return new TypePayload(null, List.of(), 0, errors);
        }
    }

    private final ProductTypes types;

    TaxonomyMutations(ProductTypes types) {
        this.types = types;
    }

    TypePayload setType(Call call) {
        var input = call.input();
        var errors = new ArrayList<OperatorUserError>();
        var type = new ProductType(
                input.text("code"),
                name(input, call, errors),
                input.text("categoryCode"),
                input.choice("delivery", DeliveryKind.class),
                input.integer("voucherValidDays"),
                input.objects("attributes").stream()
                        .map(attribute -> attribute(attribute, call, errors))
                        .toList(),
                0);
        if (!errors.isEmpty()) {
            return TypePayload.refused(errors);
        }
        var command = new SetProductType(
                type, input.integer("expectedVersion"), call.operator().staff());
        return switch (types.set(command)) {
            case SetProductTypeOutcome.Set set -> new TypePayload(set.type(), List.of(), 0, List.of());
            case SetProductTypeOutcome.VersionConflict conflict ->
                TypePayload.refused(List.of(OperatorUserError.of(Code.VERSION_CONFLICT, call, "expectedVersion")
                        .withVersion(conflict.currentVersion())));
            case SetProductTypeOutcome.Invalid invalid ->
                TypePayload.refused(invalid.faults().stream()
                        .map(fault -> OperatorUserError.of(Code.INVALID, call, path(fault))
                                .because(fault.reason().in(call.language())))
                        .distinct()
                        .toList());
            case SetProductTypeOutcome.Narrowed narrowed ->
                new TypePayload(
                        null,
                        narrowed.goods(),
                        narrowed.count(),
                        List.of(OperatorUserError.of(Code.IN_USE, call, "attributes")));
        };
    }

    Payload setCategory(Call call) {
        var input = call.input();
        var errors = new ArrayList<OperatorUserError>();
        var name = name(input, call, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var outcome = types.setCategory(new Category(
                input.text("code"),
                input.optionalText("parentCode").orElse(null),
                name,
                input.decimal("commissionRate"),
                input.integer("position")));
        return switch (outcome) {
            case SetCategoryOutcome.Set set -> Payload.of(set.category());
            case SetCategoryOutcome.Invalid invalid ->
                Payload.refused(invalid.members().stream()
                        .map(member -> OperatorUserError.of(Code.INVALID, call, member))
                        .toList());
        };
    }

    private static Attribute attribute(Input input, Call call, List<OperatorUserError> errors) {
        return new Attribute(
                input.text("code"),
                input.choice("type", AttributeKind.class),
                input.choice("level", AttributeLevel.class),
                name(input, call, errors),
                input.optionalText("unit").orElse(null),
                input.flag("isRequired"),
                input.flag("isFilterable"),
                input.flag("isVariantAxis"),
                input.flag("isSearchable"),
                bound(input, "min"),
                bound(input, "max"),
                input.objects("choices").stream()
                        .map(choice -> new AttributeChoice(choice.text("value"), name(choice, call, errors)))
                        .toList());
    }

    private static @Nullable BigDecimal bound(Input input, String member) {
        return input.optionalDecimal(member).orElse(null);
    }

    private static LocalizedText name(Input input, Call call, List<OperatorUserError> errors) {
        return LocalizedTexts.read(
                        input,
                        "names",
                        NAME_LENGTH_MAX,
                        path -> errors.add(OperatorUserError.of(Code.INVALID, call, path)))
                .orElse(new LocalizedText("", null));
    }

    private static List<String> path(TypeFault fault) {
        var path = new ArrayList<>(List.of("input"));
        path.addAll(Arrays.asList(fault.path().split("\\.", -1)));
        return path;
    }
}
