package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.SetLadder;
import market.inventory.SetLadderOutcome;
import market.inventory.UnitLadders;
import market.inventory.UnitStep;

/** Which of a merchant's variants are sold out of one stock. */
@Singleton
class MerchantLadders implements Resolvers {

    private static final long UNITS_MAX = 1_000_000;

    /** Loads the steps above a variant. */
    private record LadderOf(VariantId pool) {}

    private final UnitLadders ladders;
    private final StockRows rows;

    MerchantLadders(UnitLadders ladders, StockRows rows) {
        this.ladders = ladders;
        this.rows = rows;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.mutation("stockLadderSet", this::set)
                .payload("StockLadderSetPayload", "steps")
                .loader(LadderOf.class, this::load)
                .field(
                        "ProductVariant",
                        Variant.class,
                        "ladder",
                        (variant, call) -> call.load(new LadderOf(variant.id())))
                .field("UnitStep", UnitStep.class, "variant", (step, call) -> call.load(step.variant()))
                .field("UnitStep", UnitStep.class, "baseUnits", (step, _) -> BigDecimal.valueOf(step.units()));
    }

    private Map<LadderOf, List<UnitStep>> load(Collection<LadderOf> keys) {
        var found = ladders.ofPools(keys.stream().map(LadderOf::pool).toList());
        return keys.stream().collect(Collectors.toMap(key -> key, key -> found.getOrDefault(key.pool, List.of())));
    }

    private Payload set(Call call) {
        var input = call.input();
        var steps = input.objects("steps");
        if (steps.size() > SetLadder.RUNGS_MAX) {
            return Payload.refused(error(MerchantErrorCode.LIMIT_EXCEEDED, call, input.pathOf("steps")));
        }
        var named = new ArrayList<Input>(steps);
        named.add(input);
        var offers = rows.offers(named);
        var pool = StockRows.own(input, offers, call);
        var errors = new ArrayList<MerchantUserError>();
        if (pool.isEmpty()) {
            errors.add(error(MerchantErrorCode.NOT_FOUND, call, input.pathOf("variantId")));
        }
        var rungs = new ArrayList<SetLadder.Rung>();
        for (var step : steps) {
            var offer = StockRows.own(step, offers, call);
            var units = step.wholeNumber("baseUnits").filter(count -> count >= 2 && count <= UNITS_MAX);
            if (offer.isEmpty()) {
                errors.add(error(MerchantErrorCode.NOT_FOUND, call, step.pathOf("variantId")));
            } else if (units.isEmpty()) {
                errors.add(error(MerchantErrorCode.INVALID, call, step.pathOf("baseUnits")));
            } else {
                rungs.add(new SetLadder.Rung(
                        offer.get().variant().id(), offer.get().product().id(), units.get()));
            }
        }
        if (!errors.isEmpty() || pool.isEmpty()) {
            return Payload.refused(errors);
        }
        return payload(
                ladders.set(new SetLadder(
                        call.merchantUser().merchant(),
                        pool.get().variant().id(),
                        pool.get().product().id(),
                        rungs)),
                call);
    }

    private static Payload payload(SetLadderOutcome outcome, Call call) {
        return switch (outcome) {
            case SetLadderOutcome.Done done -> Payload.of(done.steps());
            case SetLadderOutcome.Refused refused ->
                Payload.refused(refused.faults().stream()
                        .map(fault -> error(code(fault.kind()), call, path(fault, call)))
                        .toList());
        };
    }

    private static List<String> path(SetLadderOutcome.Fault fault, Call call) {
        var row = fault.index() == SetLadderOutcome.Fault.POOL
                ? call.input()
                : call.input().objects("steps").get(fault.index());
        return row.pathOf("variantId");
    }

    private static MerchantErrorCode code(SetLadderOutcome.FaultKind kind) {
        return switch (kind) {
            case NOT_FOUND -> MerchantErrorCode.NOT_FOUND;
            case INVALID -> MerchantErrorCode.INVALID;
            case ON_ANOTHER_LADDER -> MerchantErrorCode.DUPLICATE;
            case HAS_STOCK, PROMISED -> MerchantErrorCode.INVALID_STATE;
        };
    }

    private static MerchantUserError error(MerchantErrorCode code, Call call, List<String> path) {
        return MerchantUserError.of(code, call, path);
    }
}
