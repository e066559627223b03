package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.VariantId;
import market.inventory.CommitOutcome.PickedLot;
import market.inventory.CommitStatement.Line;

/**
 * Moves stock for orders, in the caller's transaction. Rows are always locked in the order of their key: two orders with the
 * same goods in another order would deadlock otherwise.
 */
@Singleton
class StockWriter {

    /** Where a line takes its pieces from. */
    private record Source(StockKey key, String channel) {

        static Source of(Allocation allocation) {
            var channel = allocation.channel();
            return new Source(
                    new StockKey(
                            allocation.pool().value(), allocation.location().value()),
                    channel == null ? "" : channel);
        }
    }

    private final CommitStatement commits;
    private final CloseStatement closes;
    private final JdbcOperations jdbc;
    private final StockMirror mirror;
    private final StockNews news;
    private final SaleMargin margin;

    StockWriter(
            CommitStatement commits,
            CloseStatement closes,
            JdbcOperations jdbc,
            StockMirror mirror,
            StockNews news,
            SaleMargin margin) {
        this.commits = commits;
        this.closes = closes;
        this.jdbc = jdbc;
        this.mirror = mirror;
        this.news = news;
        this.margin = margin;
    }

    CommitOutcome commit(ReservationId reservation, UUID orderId, List<Allocation> allocations) {
        if (allocations.isEmpty() || allocations.stream().anyMatch(each -> each.quantity() <= 0)) {
            throw new IllegalArgumentException("An order takes at least one piece of each line: " + allocations);
        }
        var units = new LinkedHashMap<Source, Long>();
        allocations.forEach(each -> units.merge(Source.of(each), each.units(), Math::addExact));
        var wanted = new LinkedHashMap<StockKey, Long>();
        units.forEach((source, count) -> wanted.merge(source.key, count, Math::addExact));
        var isFree = units.keySet().stream().allMatch(source -> source.channel.isEmpty());
        var touched = commits.plain(orderId, wanted, isFree);
        var isByLot = touched.stream().anyMatch(Touched::byLot);
        if ((isByLot || !isFree) && touched.size() == wanted.size()) {
            touched = commits.byLotOrChannel(orderId, lines(units), margin.today(), margin.days());
        }
        var rows = rows(touched);
        if (rows.size() < wanted.size()) {
            return new CommitOutcome.NotEnough(lacking(allocations, units, touched));
        }
        news.say(rows.values());
        mirror.settleAfterCommit(
                reservation, rows.values().stream().map(Touched::changed).toList());
        return new CommitOutcome.Committed(isByLot ? picked(orderId) : List.of());
    }

    private static List<Line> lines(Map<Source, Long> units) {
        return units.entrySet().stream()
                .map(entry -> new Line(entry.getKey().key, entry.getKey().channel, entry.getValue()))
                .toList();
    }

    private static List<ShortLine> lacking(
            List<Allocation> allocations, Map<Source, Long> units, List<Touched> touched) {
        var left = new HashMap<Source, Long>();
        touched.forEach(each -> left.put(new Source(each.key(), each.channel()), Math.max(0, each.available())));
        var lines = new ArrayList<ShortLine>();
        for (var each : allocations) {
            var source = Source.of(each);
            var available = left.getOrDefault(source, 0L);
            if (available < units.getOrDefault(source, 0L)) {
                lines.add(new ShortLine(each.variant(), each.quantity(), available / each.unitsPerPiece()));
            }
        }
        return lines;
    }

    void sell(UUID orderId) {
        // On hand and committed fall alike: what can be bought stays the same, so there is nothing to tell anybody.
        closes.sell(orderId);
    }

    /** Says whether anything may have gone back to an earmark. */
    boolean giveBack(UUID orderId) {
        return tell(rows(closes.release(orderId))).stream()
                .anyMatch(each -> each.changed().earmarked() > 0);
    }

    void takeBack(UUID orderId) {
        tell(rows(closes.takeBack(orderId)));
    }

    private Collection<Touched> tell(Map<StockKey, Touched> rows) {
        if (!rows.isEmpty()) {
            news.say(rows.values());
            mirror.settleAfterCommit(
                    null, rows.values().stream().map(Touched::changed).toList());
        }
        return rows.values();
    }

    /** The rows that were changed; several lines may have changed one. */
    private static Map<StockKey, Touched> rows(Collection<Touched> touched) {
        var rows = new LinkedHashMap<StockKey, Touched>();
        for (var each : touched) {
            if (each.row() != null) {
                rows.put(each.key(), each);
            }
        }
        return rows;
    }

    private List<PickedLot> picked(UUID orderId) {
        return jdbc.prepareStatement("""
                SELECT variant_id, location_id, code, best_before, quantity
                  FROM inventory.commitment_lot
                 WHERE order_id = ?
                 ORDER BY variant_id, location_id, best_before NULLS LAST, code
                """, statement -> {
            statement.setObject(1, orderId);
            try (var rows = statement.executeQuery()) {
                var picked = new ArrayList<PickedLot>();
                while (rows.next()) {
                    var key = StockKey.read(rows);
                    var bestBefore = rows.getDate("best_before");
                    picked.add(new PickedLot(
                            new VariantId(key.variant()),
                            new LocationId(key.location()),
                            rows.getString("code"),
                            bestBefore == null ? null : bestBefore.toLocalDate(),
                            rows.getLong("quantity")));
                }
                return picked;
            }
        });
    }
}
