package market.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.catalog.VariantId;
import market.inventory.redis.HoldAnswer;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * What a hold asks of one merchant: lines of all steps of one pool are summed up before anything is taken, and what was taken
 * is shared out among them again.
 */
final class HoldPlan {

    /** Pieces of one variant. */
    private record Want(UnitStep step, long quantity, HoldStock.@Nullable Share share) {
        long units() {
            return Math.multiplyExact(quantity, step.units());
        }
    }

    /** All that is wanted of one pool; a flash sale is a pool of its own. */
    private record Pool(List<Want> wants, Routing.Route route) {}

    private final Map<VariantId, Pool> pools = new LinkedHashMap<>();

    private HoldPlan() {}

    /** The plans of a hold by merchant, in the order of its lines. */
    static Map<MerchantId, HoldPlan> of(HoldStock command, Map<VariantId, UnitStep> steps, Routing routing) {
        var lines = new LinkedHashMap<MerchantId, Map<VariantId, HoldStock.Line>>();
        for (var line : command.lines()) {
            lines.computeIfAbsent(line.merchant(), _ -> new LinkedHashMap<>())
                    .merge(
                            line.variant(),
                            line,
                            (one, other) -> new HoldStock.Line(
                                    one.variant(),
                                    one.merchant(),
                                    Math.addExact(one.quantity(), other.quantity()),
                                    one.delivery(),
                                    one.share()));
        }
        var plans = new LinkedHashMap<MerchantId, HoldPlan>();
        var places = routing.recall(lines.keySet());
        lines.forEach((merchant, wanted) -> {
            var plan = new HoldPlan();
            for (var line : wanted.values()) {
                var share = line.share();
                var step =
                        share == null ? steps.getOrDefault(line.variant(), UnitStep.own(line.variant())) : share.step();
                plan.pools
                        .computeIfAbsent(
                                share == null
                                        ? step.pool()
                                        : new VariantId(share.sale().value()),
                                _ -> new Pool(
                                        new ArrayList<>(),
                                        Routing.route(
                                                merchant,
                                                places.getOrDefault(merchant, Routing.Places.NONE),
                                                command.destination(),
                                                line.delivery())))
                        .wants
                        .add(new Want(step, line.quantity(), share));
            }
            plans.put(merchant, plan);
        });
        return plans;
    }

    List<RedisHolds.Piece> pieces() {
        var pieces = new ArrayList<RedisHolds.Piece>();
        pools.forEach((pool, wanted) -> pieces.add(new RedisHolds.Piece(
                pool.value(),
                wanted.wants.stream().mapToLong(Want::units).reduce(0, Math::addExact),
                wanted.wants.stream().mapToLong(want -> want.step.units()).max().orElse(1),
                wanted.route.asArgument(),
                most(wanted.wants))));
        return pieces;
    }

    private static long most(List<Want> wants) {
        var share = wants.getFirst().share;
        return share == null ? 0 : share.most();
    }

    /** Shares what was taken out among the lines, largest steps first; empty when it does not come out even. */
    Optional<List<Allocation>> allocations(Collection<HoldAnswer.Part> parts) {
        var left = new LinkedHashMap<VariantId, Map<LocationId, Long>>();
        for (var part : parts) {
            left.computeIfAbsent(new VariantId(part.variant()), _ -> new LinkedHashMap<>())
                    .merge(new LocationId(part.location()), part.quantity(), Math::addExact);
        }
        var allocations = new ArrayList<Allocation>();
        for (var entry : pools.entrySet()) {
            var places = left.getOrDefault(entry.getKey(), Map.of());
            var wants = entry.getValue().wants.stream()
                    .sorted(Comparator.comparingLong((Want want) -> want.step.units())
                            .reversed())
                    .toList();
            for (var want : wants) {
                if (!share(want, entry.getValue().route, places, allocations)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(allocations);
    }

    private static boolean share(
            Want want, Routing.Route route, Map<LocationId, Long> places, List<Allocation> allocations) {
        var rest = want.quantity;
        for (var place : places.entrySet()) {
            var pieces = Math.min(rest, place.getValue() / want.step.units());
            if (pieces > 0) {
                place.setValue(place.getValue() - pieces * want.step.units());
                rest -= pieces;
                allocations.add(new Allocation(
                        want.step.variant(),
                        place.getKey(),
                        pieces,
                        want.step.isOwn() ? null : want.step,
                        want.share == null ? null : want.share.channel(),
                        route.reason(place.getKey())));
            }
        }
        return rest == 0;
    }

    /** Every line of the pools that have too little, in whole pieces. */
    List<ShortLine> lacking(Map<UUID, Long> unitsLeft) {
        var lines = new ArrayList<ShortLine>();
        pools.forEach((pool, wanted) -> {
            var units = unitsLeft.get(pool.value());
            if (units != null) {
                wanted.wants.forEach(want -> lines.add(
                        new ShortLine(want.step.variant(), want.quantity, Math.max(0, units) / want.step.units())));
            }
        });
        return lines;
    }

    /** All lines, when what is there cannot be shared out among them. */
    List<ShortLine> lackingAll() {
        return pools.values().stream()
                .flatMap(pool -> pool.wants.stream())
                .map(want -> new ShortLine(want.step.variant(), want.quantity, 0))
                .toList();
    }
}
