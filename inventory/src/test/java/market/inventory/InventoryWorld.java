package market.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.redis.RedisHolds;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Redis;
import market.local.testing.TestServices;

/** The room on a database and a key prefix of its own, and short words for what its tests do. */
final class InventoryWorld implements AutoCloseable {

    static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    static final InventoryWorld WORLD = new InventoryWorld();

    private final ApplicationContext context;
    final Inventory inventory;
    final Locations locations;
    final Reservations reservations;
    final Earmarks earmarks;
    final UnitLadders ladders;
    final FlashSales flashSales;
    final FlashSaleDeeds flashDeeds;
    final TendFlashSales tendFlashSales;
    final StockMovements movements;
    final LedgerCheck ledger;
    final ExpireLots expireLots;
    final Redis redis;
    final MovableClock clock;
    final MovableHoldClock holdClock;
    final RedisIncarnation incarnation;
    final MeterRegistry meters;
    final TendHolds tendHolds;
    final StockMirror mirror;
    final RedisHolds holds;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;

    private final Map<String, Object> settings;

    private InventoryWorld() {
        this(TestServices.shared().redisUri());
    }

    /** On a Redis of the caller's own. */
    InventoryWorld(String redisUri) {
        this(settings(redisUri));
    }

    private static Map<String, Object> settings(String redisUri) {
        var services = TestServices.shared();
        var settings = new HashMap<String, Object>(Map.of(
                "datasources.default.url",
                services.freshDatabase(null),
                "datasources.default.dialect",
                "POSTGRES",
                "datasources.default.maximum-pool-size",
                20,
                "flyway.datasources.default.enabled",
                true,
                "flyway.datasources.default.locations",
                "classpath:db/migration",
                "market.redis.uri",
                redisUri,
                "market.redis.key-prefix",
                services.freshKeyPrefix()));
        for (var job : List.of("sweep", "reconcile", "heartbeat", "flash-sale", "flash-gate")) {
            settings.put("market.inventory." + job + "-interval", "1h");
        }
        return settings;
    }

    /** A second copy of the engine on the same database and Redis. */
    InventoryWorld copy() {
        var copy = new InventoryWorld(settings);
        copy.clock.moveOn(Duration.ofMillis(clock.aheadMillis()));
        return copy;
    }

    private InventoryWorld(Map<String, Object> settings) {
        this.settings = settings;
        context = ApplicationContext.run(settings);
        inventory = context.getBean(Inventory.class);
        locations = context.getBean(Locations.class);
        reservations = context.getBean(Reservations.class);
        earmarks = context.getBean(Earmarks.class);
        ladders = context.getBean(UnitLadders.class);
        flashSales = context.getBean(FlashSales.class);
        flashDeeds = context.getBean(FlashSaleDeeds.class);
        tendFlashSales = context.getBean(TendFlashSales.class);
        movements = context.getBean(StockMovements.class);
        ledger = context.getBean(LedgerCheck.class);
        expireLots = context.getBean(ExpireLots.class);
        redis = context.getBean(Redis.class);
        clock = context.getBean(MovableClock.class);
        holdClock = context.getBean(MovableHoldClock.class);
        incarnation = context.getBean(RedisIncarnation.class);
        meters = context.getBean(MeterRegistry.class);
        tendHolds = context.getBean(TendHolds.class);
        mirror = context.getBean(StockMirror.class);
        holds = context.getBean(RedisHolds.class);
        jdbc = context.getBean(JdbcOperations.class);
        ids = context.getBean(Ids.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
    }

    @Override
    public void close() {
        context.close();
    }

    static StockLevel level(
            VariantId variant,
            LocationId location,
            MerchantId merchant,
            ProductId product,
            long onHand,
            long committed) {
        return new StockLevel(variant, location, merchant, product, onHand, committed, 0, null, null);
    }

    MerchantId merchant() {
        return new MerchantId(ids.next());
    }

    LocationId location(MerchantId merchant, String code) {
        return locations.upsert(
                merchant, code, new LocalizedText("仓库 " + code, null), "341524", LocationKind.WAREHOUSE);
    }

    /** A new variant of a product of its own with so many pieces at each location. */
    VariantId variant(MerchantId merchant, Map<LocationId, Long> pieces) {
        var variant = new VariantId(ids.next());
        var product = new ProductId(ids.next());
        var changes = new LinkedHashMap<>(pieces)
                .entrySet().stream()
                        .map(entry -> new AdjustStock.Change(variant, product, entry.getKey(), entry.getValue(), null))
                        .toList();
        assertThat(inventory.adjust(new AdjustStock(merchant, AdjustStock.Reason.RECEIPT, "入库单", changes)))
                .isInstanceOf(AdjustStockOutcome.Adjusted.class);
        settled();
        return variant;
    }

    AdjustStockOutcome adjust(MerchantId merchant, VariantId variant, LocationId location, long delta) {
        var product = levels(variant).getFirst().product();
        return inventory.adjust(new AdjustStock(
                merchant,
                delta < 0 ? AdjustStock.Reason.LOSS : AdjustStock.Reason.RECEIPT,
                null,
                List.of(new AdjustStock.Change(variant, product, location, delta, null))));
    }

    /** A batch that the catalogue knows of, without the product it is of. */
    String batch(ProductId product, LocalDate bestBefore) {
        var code = "L" + ids.next();
        transactions.executeWrite(_ -> jdbc.prepareStatement("SET LOCAL session_replication_role = replica", set -> {
            set.execute();
            return jdbc.prepareStatement("""
                    INSERT INTO catalog.batch (id, product_id, code, produced_on, best_before, origin_code, events)
                    VALUES (?, ?, ?, DATE '2020-01-01', ?, '341524', '[]')
                    """, statement -> {
                statement.setObject(1, ids.next());
                statement.setObject(2, product.value());
                statement.setString(3, code);
                statement.setDate(4, Date.valueOf(bestBefore));
                return statement.executeUpdate();
            });
        }));
        return code;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    }

    ProductId product(VariantId variant) {
        return levels(variant).getFirst().product();
    }

    ReservationId reservation() {
        return new ReservationId(ids.secret());
    }

    HoldOutcome hold(ReservationId id, HoldStock.Line... lines) {
        return hold(id, "buyer " + id.value(), lines);
    }

    HoldOutcome hold(ReservationId id, String buyer, HoldStock.Line... lines) {
        return reservations.hold(new HoldStock(id, buyer, Arrays.asList(lines), QUARTER_HOUR));
    }

    List<Allocation> held(ReservationId id, HoldStock.Line... lines) {
        var outcome = hold(id, lines);
        assertThat(outcome).isInstanceOf(HoldOutcome.Held.class);
        return ((HoldOutcome.Held) outcome).allocations();
    }

    CommitOutcome commit(ReservationId id, UUID order, List<Allocation> allocations) {
        return inTransaction(() -> reservations.commit(id, order, "buyer " + id.value(), allocations));
    }

    <T> T inTransaction(Supplier<T> deed) {
        return transactions.executeWrite(_ -> deed.get());
    }

    /** Waits until Redis has heard of everything that committed. */
    void settled() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> mirror.pending() == 0);
    }

    void rest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    List<StockLevel> levels(VariantId variant) {
        return inventory.levels(List.of(variant)).getOrDefault(variant, List.of());
    }

    long available(VariantId variant) {
        return inventory.available(List.of(variant)).getOrDefault(variant, 0L);
    }

    /** What Redis would let buyers hold; {@code -1} when it knows nothing of the variant. */
    long holdable(MerchantId merchant, VariantId variant) {
        settled();
        var counters = redis.commands().hgetall(counters(merchant, variant));
        return counters.isEmpty()
                ? -1
                : counters.values().stream().mapToLong(Long::parseLong).sum();
    }

    String counters(MerchantId merchant, VariantId variant) {
        return epoch(merchant) + ":a:" + variant.value();
    }

    String epoch(MerchantId merchant) {
        return redis.key("stock:{" + merchant.value() + "}");
    }

    /** The pieces by which a merchant's counters were ever found to be off. */
    double drift(MerchantId merchant) {
        var counter = meters.find("market.inventory.drift")
                .tag("merchant", merchant.value().toString())
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Forgets all that this world keeps in Redis at one moment, as a flush would. */
    void flushRedis() {
        redis.commands()
                .eval(
                        "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1",
                        ScriptOutputType.INTEGER,
                        new String[0],
                        redis.key("*"));
    }

    /** The sum of a column of all movements of a variant. */
    long moved(VariantId variant, String column) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(
                "SELECT COALESCE(sum(" + column + "), 0) FROM inventory.movement WHERE variant_id = ?", statement -> {
                    statement.setObject(1, variant.value());
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                }));
    }

    /** Rows of stock, lots and earmarks of a variant that differ from the sums of their movements. */
    long unbalanced(VariantId variant) {
        return count("""
                SELECT count(*)
                  FROM inventory.stock AS stock
                  LEFT JOIN LATERAL (
                       SELECT COALESCE(sum(on_hand_delta), 0) AS on_hand, COALESCE(sum(committed_delta), 0) AS committed,
                              COALESCE(sum(earmarked_delta), 0) AS earmarked
                         FROM inventory.movement AS movement
                        WHERE movement.variant_id = stock.variant_id
                          AND movement.location_id = stock.location_id) AS moved ON true
                 WHERE stock.variant_id = ?
                   AND ((stock.on_hand, stock.committed, stock.earmarked)
                            <> (moved.on_hand, moved.committed, moved.earmarked)
                        OR stock.earmarked <> (
                            SELECT COALESCE(sum(quantity), 0)
                              FROM inventory.earmark AS earmark
                             WHERE earmark.variant_id = stock.variant_id
                               AND earmark.location_id = stock.location_id)
                        OR stock.committed <> (
                            SELECT COALESCE(sum(quantity), 0)
                              FROM inventory.commitment AS commitment
                             WHERE commitment.variant_id = stock.variant_id
                               AND commitment.location_id = stock.location_id
                               AND commitment.state = 'COMMITTED')
                        OR EXISTS (
                            SELECT 1
                              FROM inventory.lot AS lot
                             WHERE lot.variant_id = stock.variant_id AND lot.location_id = stock.location_id
                               AND (lot.on_hand, lot.committed) <> (
                                   SELECT COALESCE(sum(on_hand_delta), 0), COALESCE(sum(committed_delta), 0)
                                     FROM inventory.movement AS movement
                                    WHERE movement.variant_id = lot.variant_id
                                      AND movement.location_id = lot.location_id AND movement.lot = lot.code)))
                """, variant);
    }

    private long count(String sql, VariantId variant) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, variant.value());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }));
    }

    /** Changes a database behind the engine's back. */
    void corrupt(String sql, VariantId variant) {
        transactions.executeWrite(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, variant.value());
            return statement.executeUpdate();
        }));
    }

    /** What was said about a variant under this name, as JSON in the order in which it was said. */
    List<String> said(String type, VariantId variant) {
        return transactions.executeRead(_ -> jdbc.prepareStatement("""
                SELECT payload ->> 'available'
                  FROM kernel.outbox_event
                 WHERE payload -> 'variant' ->> 'value' = ? AND type = ?
                 ORDER BY position
                """, statement -> {
            statement.setString(1, variant.value().toString());
            statement.setString(2, type);
            try (var rows = statement.executeQuery()) {
                var said = new ArrayList<String>();
                while (rows.next()) {
                    said.add(rows.getString(1));
                }
                return said;
            }
        }));
    }

    List<String> events(VariantId variant) {
        return said("StockChanged", variant);
    }
}
