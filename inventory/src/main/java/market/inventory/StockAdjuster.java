package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.AdjustStock.Change;
import market.inventory.AdjustStockOutcome.Fault;
import market.inventory.AdjustStockOutcome.FaultKind;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a merchant's own changes of stock, in the caller's transaction. Everything is locked and checked before the
 * first write, so a refusal leaves nothing behind.
 */
@Singleton
class StockAdjuster {

    private record Key(UUID variant, UUID location) {

        static Key of(Change change) {
            return new Key(change.variant().value(), change.location().value());
        }
    }

    private record Standing(UUID merchant, long onHand, long committed) {}

    private final JdbcOperations jdbc;
    private final StockRepository repository;
    private final StockMirror mirror;
    private final Outbox outbox;

    StockAdjuster(JdbcOperations jdbc, StockRepository repository, StockMirror mirror, Outbox outbox) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.mirror = mirror;
        this.outbox = outbox;
    }

    AdjustStockOutcome adjust(AdjustStock command) {
        // Rows that do not exist cannot be locked: two first deliveries of one merchant take turns on this instead.
        jdbc.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", statement -> {
            statement.setString(1, "stock " + command.merchant().value());
            return statement.execute();
        });
        var faults = check(command, locations(command), lockStock(command));
        if (!faults.isEmpty()) {
            return new AdjustStockOutcome.Refused(faults);
        }
        insertMissing(command);
        move(command);
        var variants = distinct(command, Change::variant).stream()
                .map(VariantId::value)
                .toList();
        var keys = distinct(command, Key::of);
        var rows = repository.findByVariants(variants);
        say(rows);
        var touched = rows.stream()
                .filter(row -> keys.contains(new Key(row.variantId(), row.locationId())))
                .toList();
        mirror.settleAfterCommit(null, touched);
        var order = List.copyOf(keys);
        return new AdjustStockOutcome.Adjusted(touched.stream()
                .sorted((one, other) -> Integer.compare(
                        order.indexOf(new Key(one.variantId(), one.locationId())),
                        order.indexOf(new Key(other.variantId(), other.locationId()))))
                .map(StockRow::toLevel)
                .toList());
    }

    private static <T> Set<T> distinct(AdjustStock command, Function<Change, T> part) {
        var parts = new LinkedHashSet<T>();
        command.changes().forEach(change -> parts.add(part.apply(change)));
        return parts;
    }

    /** The merchant's own locations among those named. */
    private Set<UUID> locations(AdjustStock command) {
        return jdbc.prepareStatement("""
                SELECT id
                  FROM inventory.location
                 WHERE merchant_id = ? AND id = ANY (?)
                """, statement -> {
            statement.setObject(1, command.merchant().value());
            setUuids(statement, 2, distinct(command, change -> change.location().value()));
            try (var rows = statement.executeQuery()) {
                var known = new HashSet<UUID>();
                while (rows.next()) {
                    known.add(rows.getObject("id", UUID.class));
                }
                return known;
            }
        });
    }

    /** All rows of the variants, also those at other places: a variant with rows of another merchant is refused. */
    private Map<Key, Standing> lockStock(AdjustStock command) {
        return jdbc.prepareStatement("""
                SELECT variant_id, location_id, merchant_id, on_hand, committed
                  FROM inventory.stock
                 WHERE variant_id = ANY (?)
                 ORDER BY variant_id, location_id
                   FOR UPDATE
                """, statement -> {
            setUuids(statement, 1, distinct(command, change -> change.variant().value()));
            try (var rows = statement.executeQuery()) {
                var found = new LinkedHashMap<Key, Standing>();
                while (rows.next()) {
                    found.put(
                            new Key(
                                    rows.getObject("variant_id", UUID.class),
                                    rows.getObject("location_id", UUID.class)),
                            new Standing(
                                    rows.getObject("merchant_id", UUID.class),
                                    rows.getLong("on_hand"),
                                    rows.getLong("committed")));
                }
                return found;
            }
        });
    }

    private static List<Fault> check(AdjustStock command, Set<UUID> locations, Map<Key, Standing> stock) {
        var foreign = new HashSet<UUID>();
        stock.forEach((key, standing) -> {
            if (!standing.merchant.equals(command.merchant().value())) {
                foreign.add(key.variant);
            }
        });
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < command.changes().size(); i++) {
            var change = command.changes().get(i);
            if (!locations.contains(change.location().value())
                    || foreign.contains(change.variant().value())) {
                faults.add(new Fault(i, FaultKind.NOT_FOUND, 0));
                continue;
            }
            var before = stock.getOrDefault(
                    Key.of(change), new Standing(command.merchant().value(), 0, 0));
            var kind = fault(change, before);
            if (kind == null) {
                stock.put(
                        Key.of(change),
                        new Standing(before.merchant, Math.addExact(before.onHand, change.delta()), before.committed));
            } else {
                faults.add(new Fault(i, kind, before.onHand));
            }
        }
        return faults;
    }

    private static @Nullable FaultKind fault(Change change, Standing before) {
        if (change.expectedOnHand() != null && change.expectedOnHand() != before.onHand) {
            return FaultKind.COUNT_MISMATCH;
        }
        return Math.addExact(before.onHand, change.delta()) < before.committed ? FaultKind.INSUFFICIENT : null;
    }

    private void insertMissing(AdjustStock command) {
        jdbc.prepareStatement("""
                INSERT INTO inventory.stock
                       (variant_id, location_id, merchant_id, product_id, on_hand, committed, version)
                SELECT DISTINCT ON (variant_id, location_id) variant_id, location_id, ?, product_id, 0, 0, 1
                  FROM unnest(?, ?, ?) AS change (variant_id, location_id, product_id)
                 ORDER BY variant_id, location_id
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setObject(1, command.merchant().value());
            setUuids(statement, 2, all(command, change -> change.variant().value()));
            setUuids(statement, 3, all(command, change -> change.location().value()));
            setUuids(statement, 4, all(command, change -> change.product().value()));
            return statement.executeUpdate();
        });
    }

    private void move(AdjustStock command) {
        jdbc.prepareStatement("""
                WITH change AS (
                    SELECT variant_id, location_id, delta, ordinal
                      FROM unnest(?, ?, ?) WITH ORDINALITY AS given (variant_id, location_id, delta, ordinal)
                ), moved AS (
                    INSERT INTO inventory.movement
                           (variant_id, location_id, kind, on_hand_delta, committed_delta, reference)
                    SELECT variant_id, location_id, ?, delta, 0, ?
                      FROM change
                     ORDER BY ordinal
                )
                UPDATE inventory.stock AS stock
                   SET on_hand = stock.on_hand + total.delta, version = stock.version + 1
                  FROM (SELECT variant_id, location_id, sum(delta) AS delta
                          FROM change
                         GROUP BY variant_id, location_id) AS total
                 WHERE stock.variant_id = total.variant_id AND stock.location_id = total.location_id
                """, statement -> {
            setUuids(statement, 1, all(command, change -> change.variant().value()));
            setUuids(statement, 2, all(command, change -> change.location().value()));
            statement.setArray(
                    3,
                    statement
                            .getConnection()
                            .createArrayOf("bigint", all(command, Change::delta).toArray()));
            statement.setString(4, command.reason().name());
            statement.setString(5, command.reference());
            return statement.executeUpdate();
        });
    }

    private void say(List<StockRow> rows) {
        var available = new LinkedHashMap<VariantId, StockChanged>();
        for (var row : rows) {
            var event = new StockChanged(
                    new ProductId(row.productId()), new VariantId(row.variantId()), row.onHand() - row.committed());
            available.merge(
                    event.variant(),
                    event,
                    (one, other) ->
                            new StockChanged(one.product(), one.variant(), one.available() + other.available()));
        }
        outbox.append(List.copyOf(available.values()));
    }

    private static <T> List<T> all(AdjustStock command, Function<Change, T> part) {
        return command.changes().stream().map(part).toList();
    }

    private static void setUuids(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("uuid", ids.toArray()));
    }
}
