package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import market.inventory.SetLadder;
import market.inventory.SetLadderOutcome;
import market.inventory.SetLadderOutcome.Fault;
import market.inventory.SetLadderOutcome.FaultKind;
import market.inventory.UnitLadders;
import org.jspecify.annotations.Nullable;

/**
 * Which variants are sold out of one stock. A ladder that exists is left alone, and so are variants that have been traded
 * since: like stock, they have a life of their own.
 */
@Singleton
final class LadderLoader {

    private static final String FILE = "unit-ladders.csv";
    private static final List<String> COLUMNS = List.of("merchant", "sku", "pool_sku", "base_units");
    private static final Set<FaultKind> TRADED = EnumSet.of(FaultKind.HAS_STOCK, FaultKind.PROMISED);

    private record Step(PackRow row, SetLadder.Rung rung) {}

    private final UnitLadders ladders;

    LadderLoader(UnitLadders ladders) {
        this.ladders = ladders;
    }

    void load(Path pack, LoadState state) {
        var byPool = new LinkedHashMap<LoadState.LoadedVariant, List<Step>>();
        for (var row : PackTable.read(pack, FILE, COLUMNS, state.faults)) {
            var units = row.wholeNumber("base_units", 2);
            if (state.faults.isEmpty()) {
                collect(row, units, state, byPool);
            }
        }
        if (state.faults.isEmpty()) {
            var known = ladders.ofPools(byPool.keySet().stream()
                            .map(LoadState.LoadedVariant::id)
                            .toList())
                    .keySet();
            byPool.entrySet().stream()
                    .filter(entry -> !known.contains(entry.getKey().id()))
                    .forEach(this::set);
        }
    }

    private static void collect(
            PackRow row, long units, LoadState state, Map<LoadState.LoadedVariant, List<Step>> byPool) {
        var variant = variant(row, "sku", state);
        var pool = variant(row, "pool_sku", state);
        if (variant != null && pool != null) {
            byPool.computeIfAbsent(pool, _ -> new ArrayList<>())
                    .add(new Step(row, new SetLadder.Rung(variant.id(), variant.product(), units)));
        }
    }

    private static LoadState.@Nullable LoadedVariant variant(PackRow row, String column, LoadState state) {
        var variant = state.variants.get(LoadState.key(row.text("merchant"), row.text(column)));
        if (variant == null) {
            row.fault(column, "the merchant has no variant \"" + row.text(column) + "\"");
        }
        return variant;
    }

    private void set(Map.Entry<LoadState.LoadedVariant, List<Step>> entry) {
        var pool = entry.getKey();
        var steps = entry.getValue();
        if (steps.size() > SetLadder.RUNGS_MAX) {
            steps.getLast().row.fault("pool_sku", "has more than " + SetLadder.RUNGS_MAX + " steps");
            return;
        }
        var outcome = ladders.set(new SetLadder(
                pool.merchant(),
                pool.id(),
                pool.product(),
                steps.stream().map(Step::rung).toList()));
        if (outcome instanceof SetLadderOutcome.Refused refused) {
            refused.faults().stream()
                    .filter(fault -> !TRADED.contains(fault.kind()))
                    .collect(Collectors.toMap(Fault::index, fault -> fault, (one, _) -> one))
                    .forEach((index, fault) -> steps.get(Math.max(0, index))
                            .row
                            .fault(index == Fault.POOL ? "pool_sku" : "sku", reason(fault.kind())));
        }
    }

    private static String reason(FaultKind kind) {
        return switch (kind) {
            case INVALID -> "stands twice on the ladder";
            case ON_ANOTHER_LADDER -> "stands on another ladder, too";
            case NOT_FOUND -> "is another merchant's";
            case HAS_STOCK, PROMISED -> throw new IllegalArgumentException(kind.name());
        };
    }
}
