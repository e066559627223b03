package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.VariantId;
import market.inventory.StockShelf.LotStanding;
import market.inventory.StockShelf.Standing;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Where merchants' deeds are written, in the caller's transaction. Deeds of one merchant take turns; rows are locked in the
 * order of their key, as orders lock them.
 */
@Singleton
class StockBook {

    private final JdbcOperations jdbc;
    private final LadderRepository ladders;
    private final StockRepository repository;
    private final StockMirror mirror;
    private final StockNews news;

    StockBook(
            JdbcOperations jdbc,
            LadderRepository ladders,
            StockRepository repository,
            StockMirror mirror,
            StockNews news) {
        this.jdbc = jdbc;
        this.ladders = ladders;
        this.repository = repository;
        this.mirror = mirror;
        this.news = news;
    }

    /** Rows that do not exist cannot be locked: two first deliveries of one merchant take turns on this instead. */
    void takeTurn(MerchantId merchant) {
        jdbc.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", statement -> {
            statement.setString(1, "stock " + merchant.value());
            return statement.execute();
        });
    }

    /** Locks all rows that the variants are sold out of, at any place. */
    StockShelf open(MerchantId merchant, Collection<VariantId> variants) {
        takeTurn(merchant);
        var distinct = Set.copyOf(variants);
        var steps = ladders
                .findByVariants(distinct.stream().map(VariantId::value).toList())
                .stream()
                .collect(Collectors.toMap(
                        row -> new VariantId(row.variantId()),
                        row -> new StockShelf.Step(row.toStep(), row.poolProductId())));
        var pools = distinct.stream()
                .map(variant -> {
                    var step = steps.get(variant);
                    return step == null ? variant.value() : step.step().pool().value();
                })
                .collect(Collectors.toSet());
        var shelf = new StockShelf(merchant, places(merchant), steps, lock(pools));
        readEarmarks(shelf);
        readLots(shelf);
        return shelf;
    }

    private Set<UUID> places(MerchantId merchant) {
        return jdbc.prepareStatement("""
                SELECT id
                  FROM inventory.location
                 WHERE merchant_id = ? AND active
                """, statement -> {
            statement.setObject(1, merchant.value());
            try (var rows = statement.executeQuery()) {
                var known = new HashSet<UUID>();
                while (rows.next()) {
                    known.add(rows.getObject("id", UUID.class));
                }
                return known;
            }
        });
    }

    private Map<StockKey, Standing> lock(Set<UUID> pools) {
        return jdbc.prepareStatement("""
                SELECT variant_id, location_id, merchant_id, product_id, on_hand, committed, earmarked
                  FROM inventory.stock
                 WHERE variant_id = ANY (?)
                 ORDER BY variant_id, location_id
                   FOR UPDATE
                """, statement -> {
            SqlArrays.setUuids(statement, 1, pools, pool -> pool);
            try (var rows = statement.executeQuery()) {
                var found = new LinkedHashMap<StockKey, Standing>();
                while (rows.next()) {
                    found.put(
                            StockKey.read(rows),
                            new Standing(
                                    rows.getObject("merchant_id", UUID.class),
                                    rows.getObject("product_id", UUID.class),
                                    rows.getLong("on_hand"),
                                    rows.getLong("committed"),
                                    rows.getLong("earmarked")));
                }
                return found;
            }
        });
    }

    private void readEarmarks(StockShelf shelf) {
        jdbc.prepareStatement("""
                SELECT variant_id, location_id, channel, quantity
                  FROM inventory.earmark
                 WHERE variant_id = ANY (?)
                """, statement -> {
            SqlArrays.setUuids(statement, 1, shelf.keys(), StockKey::variant);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    shelf.earmarks
                            .computeIfAbsent(StockKey.read(rows), _ -> new HashMap<>())
                            .put(rows.getString("channel"), rows.getLong("quantity"));
                }
                return shelf;
            }
        });
    }

    private void readLots(StockShelf shelf) {
        jdbc.prepareStatement("""
                SELECT variant_id, location_id, code, best_before, on_hand, committed, stopped
                  FROM inventory.lot
                 WHERE variant_id = ANY (?)
                """, statement -> {
            SqlArrays.setUuids(statement, 1, shelf.keys(), StockKey::variant);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var bestBefore = rows.getDate("best_before");
                    shelf.lots
                            .computeIfAbsent(StockKey.read(rows), _ -> new HashMap<>())
                            .put(
                                    rows.getString("code"),
                                    new LotStanding(
                                            bestBefore == null ? null : bestBefore.toLocalDate(),
                                            rows.getLong("on_hand"),
                                            rows.getLong("committed"),
                                            rows.getBoolean("stopped")));
                }
                return shelf;
            }
        });
    }

    /** Writes what the shelf has judged, says it, and answers the rows as every variant sees them that is sold there. */
    List<StockRow> write(StockShelf shelf, List<StockEntry> entries, @Nullable String reference) {
        insertMissing(shelf.merchant(), entries);
        move(shelf.merchant(), entries, reference);
        var keys = entries.stream().map(StockEntry::key).collect(Collectors.toSet());
        var rows = repository.findByPools(
                keys.stream().map(StockKey::variant).distinct().toList());
        news.say(rows, shelf);
        var touched = rows.stream().filter(row -> keys.contains(row.key())).toList();
        mirror.settleAfterCommit(
                null,
                touched.stream()
                        .filter(row -> row.soldVariantId().equals(row.variantId()))
                        .toList());
        return touched;
    }

    /** Sets thresholds of rows that are locked; no level changes, so nothing is said. */
    List<StockRow> setLowBelow(Map<StockKey, @Nullable Long> lowBelow) {
        var keys = lowBelow.keySet();
        jdbc.prepareStatement("""
                UPDATE inventory.stock AS stock
                   SET low_below = given.low_below
                  FROM unnest(?, ?, ?) AS given (variant_id, location_id, low_below)
                 WHERE stock.variant_id = given.variant_id AND stock.location_id = given.location_id
                """, statement -> {
            SqlArrays.setUuids(statement, 1, keys, StockKey::variant);
            SqlArrays.setUuids(statement, 2, keys, StockKey::location);
            SqlArrays.setLongs(statement, 3, keys, lowBelow::get);
            return statement.executeUpdate();
        });
        return repository.findByPools(
                keys.stream().map(StockKey::variant).distinct().toList());
    }

    private void insertMissing(MerchantId merchant, List<StockEntry> entries) {
        jdbc.prepareStatement("""
                WITH entry AS (
                    SELECT variant_id, location_id, product_id, channel, lot, best_before
                      FROM unnest(?, ?, ?, ?, ?, ?)
                           AS given (variant_id, location_id, product_id, channel, lot, best_before)
                ), shelves AS (
                    INSERT INTO inventory.stock
                           (variant_id, location_id, merchant_id, product_id, on_hand, committed, version)
                    SELECT DISTINCT ON (variant_id, location_id) variant_id, location_id, ?, product_id, 0, 0, 1
                      FROM entry
                     ORDER BY variant_id, location_id
                    ON CONFLICT DO NOTHING
                ), earmarks AS (
                    INSERT INTO inventory.earmark (variant_id, location_id, channel, quantity)
                    SELECT DISTINCT variant_id, location_id, channel, 0
                      FROM entry
                     WHERE channel IS NOT NULL
                    ON CONFLICT DO NOTHING
                )
                INSERT INTO inventory.lot (variant_id, location_id, code, best_before, on_hand, committed)
                SELECT DISTINCT ON (variant_id, location_id, lot) variant_id, location_id, lot, best_before, 0, 0
                  FROM entry
                 WHERE lot IS NOT NULL
                 ORDER BY variant_id, location_id, lot
                ON CONFLICT DO NOTHING
                """, statement -> {
            setKeys(statement, entries);
            SqlArrays.setUuids(statement, 3, entries, StockEntry::product);
            SqlArrays.setTexts(statement, 4, entries, StockEntry::channel);
            SqlArrays.setTexts(statement, 5, entries, StockBook::lot);
            SqlArrays.set(statement, 6, "date", entries, StockBook::bestBefore);
            statement.setObject(7, merchant.value());
            return statement.executeUpdate();
        });
    }

    private void move(MerchantId merchant, List<StockEntry> entries, @Nullable String reference) {
        jdbc.prepareStatement("""
                WITH entry AS (
                    SELECT variant_id, location_id, kind, on_hand, earmarked, channel, lot, ordinal
                      FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                           AS given (variant_id, location_id, kind, on_hand, earmarked, channel, lot, ordinal)
                ), moved AS (
                    INSERT INTO inventory.movement (variant_id, location_id, merchant_id, kind, on_hand_delta,
                           committed_delta, earmarked_delta, channel, lot, reference)
                    SELECT variant_id, location_id, ?, kind, on_hand, 0, earmarked, channel, lot, ?
                      FROM entry
                     ORDER BY ordinal
                ), earmarks AS (
                    UPDATE inventory.earmark AS earmark
                       SET quantity = earmark.quantity + total.earmarked
                      FROM (SELECT variant_id, location_id, channel, sum(earmarked)::bigint AS earmarked
                              FROM entry
                             GROUP BY variant_id, location_id, channel) AS total
                     WHERE earmark.variant_id = total.variant_id AND earmark.location_id = total.location_id
                       AND earmark.channel = total.channel
                ), lots AS (
                    UPDATE inventory.lot AS lot
                       SET on_hand = lot.on_hand + total.on_hand
                      FROM (SELECT variant_id, location_id, lot, sum(on_hand)::bigint AS on_hand
                              FROM entry
                             GROUP BY variant_id, location_id, lot) AS total
                     WHERE lot.variant_id = total.variant_id AND lot.location_id = total.location_id
                       AND lot.code = total.lot
                )
                UPDATE inventory.stock AS stock
                   SET on_hand = stock.on_hand + total.on_hand, earmarked = stock.earmarked + total.earmarked,
                       by_lot = stock.by_lot OR total.by_lot, version = stock.version + 1
                  FROM (SELECT variant_id, location_id, sum(on_hand)::bigint AS on_hand,
                               sum(earmarked)::bigint AS earmarked, bool_or(lot IS NOT NULL) AS by_lot
                          FROM entry
                         GROUP BY variant_id, location_id) AS total
                 WHERE stock.variant_id = total.variant_id AND stock.location_id = total.location_id
                """, statement -> {
            setKeys(statement, entries);
            SqlArrays.setTexts(statement, 3, entries, entry -> entry.kind().name());
            SqlArrays.setLongs(statement, 4, entries, StockEntry::onHand);
            SqlArrays.setLongs(statement, 5, entries, StockEntry::earmarked);
            SqlArrays.setTexts(statement, 6, entries, StockEntry::channel);
            SqlArrays.setTexts(statement, 7, entries, StockBook::lot);
            statement.setObject(8, merchant.value());
            statement.setString(9, reference);
            return statement.executeUpdate();
        });
    }

    private static void setKeys(PreparedStatement statement, List<StockEntry> entries) throws SQLException {
        SqlArrays.setUuids(statement, 1, entries, entry -> entry.key().variant());
        SqlArrays.setUuids(statement, 2, entries, entry -> entry.key().location());
    }

    private static @Nullable String lot(StockEntry entry) {
        var lot = entry.lot();
        return lot == null ? null : lot.code();
    }

    private static @Nullable Date bestBefore(StockEntry entry) {
        var lot = entry.lot();
        return lot == null || lot.bestBefore() == null ? null : Date.valueOf(lot.bestBefore());
    }
}
