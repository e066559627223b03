package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.SetLadderOutcome.Fault;
import market.inventory.SetLadderOutcome.FaultKind;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** Which variants are sold out of one stock: a tin, a bag of ten tins, a carton of twenty-four. */
@Singleton
public class UnitLadders {

    private final LadderRepository repository;
    private final StockBook book;
    private final StockNews news;
    private final Outbox outbox;
    private final JdbcOperations jdbc;

    UnitLadders(LadderRepository repository, StockBook book, StockNews news, Outbox outbox, JdbcOperations jdbc) {
        this.repository = repository;
        this.book = book;
        this.news = news;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /** The rungs above each pool, smallest first. */
    public Map<VariantId, List<UnitStep>> ofPools(Collection<VariantId> pools) {
        return pools.isEmpty()
                ? Map.of()
                : repository.findTouching(pools.stream().map(VariantId::value).toList()).stream()
                        .map(LadderRow::toStep)
                        .filter(step -> pools.contains(step.pool()))
                        .collect(Collectors.groupingBy(UnitStep::pool));
    }

    /** Replaces the ladder of a pool, whole or not at all. */
    @Transactional
    public SetLadderOutcome set(SetLadder command) {
        book.takeTurn(command.merchant());
        var named = Stream.concat(
                        Stream.of(command.pool()), command.rungs().stream().map(SetLadder.Rung::variant))
                .distinct()
                .map(VariantId::value)
                .toList();
        var known = repository.findTouching(named);
        // Rungs of old lose their pool, so their pages must hear of it, and orders must not wait for their pieces.
        var touched = new LinkedHashMap<UUID, UUID>();
        known.stream()
                .filter(row -> row.poolId().equals(command.pool().value()))
                .forEach(row -> touched.put(row.variantId(), row.productId()));
        touched.put(command.pool().value(), command.poolProduct().value());
        command.rungs()
                .forEach(rung ->
                        touched.put(rung.variant().value(), rung.product().value()));
        var faults = check(command, known, standings(touched.keySet()));
        if (!faults.isEmpty()) {
            return new SetLadderOutcome.Refused(faults);
        }
        repository.deleteByPool(command.pool().value());
        command.rungs().forEach(rung -> repository.insert(row(command, rung)));
        outbox.append(touched.entrySet().stream()
                .map(entry -> new LadderChanged(new ProductId(entry.getValue()), new VariantId(entry.getKey())))
                .toList());
        news.sayOfLadder(touched);
        return new SetLadderOutcome.Done(command.rungs().stream()
                .map(rung -> new UnitStep(rung.variant(), command.pool(), rung.units()))
                .toList());
    }

    private static LadderRow row(SetLadder command, SetLadder.Rung rung) {
        return new LadderRow(
                rung.variant().value(),
                rung.product().value(),
                command.pool().value(),
                command.poolProduct().value(),
                command.merchant().value(),
                rung.units());
    }

    private record Standing(UUID merchant, long onHand, long committed) {}

    /** Locks all rows of the variants and sums them up by variant. */
    private Map<UUID, Standing> standings(Set<UUID> variants) {
        return jdbc.prepareStatement("""
                SELECT variant_id, merchant_id, on_hand, committed
                  FROM inventory.stock
                 WHERE variant_id = ANY (?)
                 ORDER BY variant_id, location_id
                   FOR UPDATE
                """, statement -> {
            SqlArrays.setUuids(statement, 1, variants, variant -> variant);
            try (var rows = statement.executeQuery()) {
                var found = new HashMap<UUID, Standing>();
                while (rows.next()) {
                    found.merge(
                            rows.getObject("variant_id", UUID.class),
                            new Standing(
                                    rows.getObject("merchant_id", UUID.class),
                                    rows.getLong("on_hand"),
                                    rows.getLong("committed")),
                            (one, other) -> new Standing(
                                    one.merchant, one.onHand + other.onHand, one.committed + other.committed));
                }
                return found;
            }
        });
    }

    private static List<Fault> check(SetLadder command, List<LadderRow> known, Map<UUID, Standing> standings) {
        var faults = new ArrayList<Fault>();
        var merchant = command.merchant().value();
        var pool = command.pool().value();
        var isStepElsewhere = known.stream().anyMatch(row -> row.variantId().equals(pool));
        var poolFault = isStepElsewhere ? FaultKind.ON_ANOTHER_LADDER : fault(standings.get(pool), merchant, false);
        if (poolFault != null) {
            faults.add(new Fault(Fault.POOL, poolFault));
        }
        var seen = new HashSet<UUID>();
        seen.add(pool);
        for (var i = 0; i < command.rungs().size(); i++) {
            var variant = command.rungs().get(i).variant().value();
            var isElsewhere = known.stream()
                    .anyMatch(row -> row.poolId().equals(variant)
                            || (row.variantId().equals(variant) && !row.poolId().equals(pool)));
            var kind = command.rungs().get(i).units() < 2 || !seen.add(variant)
                    ? FaultKind.INVALID
                    : isElsewhere ? FaultKind.ON_ANOTHER_LADDER : fault(standings.get(variant), merchant, true);
            if (kind != null) {
                faults.add(new Fault(i, kind));
            }
        }
        return faults;
    }

    private static @Nullable FaultKind fault(@Nullable Standing standing, UUID merchant, boolean isRung) {
        if (standing == null) {
            return null;
        }
        if (!standing.merchant.equals(merchant)) {
            return FaultKind.NOT_FOUND;
        }
        if (standing.committed > 0) {
            return FaultKind.PROMISED;
        }
        return isRung && standing.onHand > 0 ? FaultKind.HAS_STOCK : null;
    }
}
