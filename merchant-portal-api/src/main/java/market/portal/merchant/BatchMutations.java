package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import market.catalog.Batches;
import market.catalog.OpenRecall;
import market.catalog.ProductId;
import market.catalog.RegisterBatch;
import market.catalog.SetRecordOutcome;
import market.catalog.TraceEvent;
import market.catalog.TraceStep;
import market.checkout.Recalls;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.LocalizedText;
import market.merchants.Regions;
import market.portal.LocalizedTexts;
import market.portal.RecallFields;
import org.jspecify.annotations.Nullable;

/** A merchant writes its batches and calls them back: arguments to commands, outcomes to payloads. */
@Singleton
class BatchMutations {

    private static final int NAME_LENGTH_MAX = 120;
    private static final int TEXT_LENGTH_MAX = 500;
    private static final int CODES_MAX = 20;
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");
    private static final Pattern DOCUMENT = Pattern.compile("[\\p{L}\\p{N}./_-]{1,64}");
    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,3}");

    private final Batches batches;
    private final Recalls recalls;
    private final Regions regions;

    BatchMutations(Batches batches, Recalls recalls, Regions regions) {
        this.batches = batches;
        this.recalls = recalls;
        this.regions = regions;
    }

    Payload set(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var code = matching(input, "code", CODE, call, errors);
        var origin = region(input, "originCode", call, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        return RecordPayload.of(
                input.id("productId", "prd")
                        .map(product -> batches.set(
                                call.merchantUser().merchant(),
                                new RegisterBatch(
                                        new ProductId(product),
                                        code,
                                        input.date("producedOn"),
                                        input.isGiven("bestBefore") ? input.date("bestBefore") : null,
                                        origin,
                                        List.of())))
                        .orElseGet(SetRecordOutcome.NotFound::new),
                call,
                "productId");
    }

    Payload addEvent(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var description =
                LocalizedTexts.read(input, "descriptions", TEXT_LENGTH_MAX, path -> errors.add(invalid(call, path)));
        var event = new TraceEvent(
                input.choice("step", TraceStep.class),
                input.instant("at"),
                region(input, "placeCode", call, errors),
                name(input, "actor", true, call, errors).orElse(""),
                description.orElse(new LocalizedText("", null)),
                codes(input, "inputs", CODE, call, errors),
                codes(input, "outputs", CODE, call, errors),
                name(input, "source", false, call, errors).orElse(null),
                name(input, "destination", false, call, errors).orElse(null),
                quantity(input, call, errors),
                unit(input, call, errors),
                codes(input, "documents", DOCUMENT, call, errors));
        return errors.isEmpty()
                ? RecordPayload.of(
                        batches.add(call.merchantUser().merchant(), input.text("batchCode"), event), call, "batchCode")
                : Payload.refused(errors);
    }

    Payload recall(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        return RecallFields.texts(input, path -> errors.add(invalid(call, path)))
                .map(said -> RecordPayload.of(
                        recalls.open(new OpenRecall(
                                call.merchantUser().merchant(),
                                input.text("batchCode"),
                                said.reason(),
                                said.remedy(),
                                call.actor().principal())),
                        call,
                        "batchCode"))
                .orElseGet(() -> Payload.refused(errors));
    }

    private String region(Input input, String member, Call call, List<MerchantUserError> errors) {
        var code = input.text(member);
        if (regions.findAll(List.of(code)).isEmpty()) {
            errors.add(invalid(call, input.pathOf(member)));
        }
        return code;
    }

    private static String matching(
            Input input, String member, Pattern form, Call call, List<MerchantUserError> errors) {
        var text = input.text(member);
        if (!form.matcher(text).matches()) {
            errors.add(invalid(call, input.pathOf(member)));
        }
        return text;
    }

    private static Optional<String> name(
            Input input, String member, boolean isRequired, Call call, List<MerchantUserError> errors) {
        var name = input.optionalText(member).map(String::strip);
        var isSound = name.map(text -> !text.isEmpty()
                        && text.length() <= NAME_LENGTH_MAX
                        && text.codePoints()
                                .noneMatch(
                                        c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE))
                .orElse(!isRequired);
        if (!isSound) {
            errors.add(invalid(call, input.pathOf(member)));
        }
        return name;
    }

    private static List<String> codes(
            Input input, String member, Pattern form, Call call, List<MerchantUserError> errors) {
        var codes = input.texts(member);
        if (codes.size() > CODES_MAX) {
            errors.add(MerchantUserError.of(MerchantErrorCode.LIMIT_EXCEEDED, call, input.pathOf(member)));
            return List.of();
        }
        for (var i = 0; i < codes.size(); i++) {
            if (!form.matcher(codes.get(i)).matches()) {
                var path = new ArrayList<>(input.pathOf(member));
                path.add(String.valueOf(i));
                errors.add(invalid(call, path));
            }
        }
        return codes;
    }

    private static @Nullable BigDecimal quantity(Input input, Call call, List<MerchantUserError> errors) {
        var quantity = input.optionalDecimal("quantity");
        if (quantity.filter(amount -> amount.signum() <= 0).isPresent()) {
            errors.add(invalid(call, input.pathOf("quantity")));
        }
        return quantity.map(BigDecimal::stripTrailingZeros).orElse(null);
    }

    private static @Nullable String unit(Input input, Call call, List<MerchantUserError> errors) {
        var unit = input.optionalText("unit");
        var isSound = unit.map(code -> UNIT.matcher(code).matches()).orElse(!input.isGiven("quantity"));
        if (!isSound) {
            errors.add(invalid(call, input.pathOf("unit")));
        }
        return unit.orElse(null);
    }

    private static MerchantUserError invalid(Call call, List<String> path) {
        return MerchantUserError.of(MerchantErrorCode.INVALID, call, path);
    }
}
