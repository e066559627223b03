package market.benchmarks;

import io.lettuce.core.FlushMode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.AdjustStock;
import market.inventory.Allocation;
import market.inventory.CommitOutcome;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.Inventory;
import market.inventory.LocationId;
import market.inventory.LocationKind;
import market.inventory.Locations;
import market.inventory.ReservationId;
import market.inventory.Reservations;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Redis;

/** Goods of many merchants, of which the first is what everybody wants in a flash sale. */
final class StockShelf {

    static final int VARIANTS = 200;
    static final int COMMITTED_VARIANTS = 12;
    private static final int MERCHANTS = 20;
    private static final Duration TTL = Duration.ofMinutes(15);
    private static final Duration WHILE_FREEING = Duration.ofMillis(100);
    private static final Duration AFTER_FLUSH = Duration.ofSeconds(3);
    private static final long PIECES = 1_000_000_000L;
    private static final long BUYERS = 1_000_000_000_000L;

    private record Goods(MerchantId merchant, VariantId variant, LocationId location) {}

    private final List<Goods> goods;
    private final Reservations reservations;
    private final Redis redis;
    private final Ids ids;
    private final TransactionOperations<Connection> transactions;

    private StockShelf(List<Goods> goods, ApplicationContext context) {
        this.goods = goods;
        reservations = context.getBean(Reservations.class);
        redis = context.getBean(Redis.class);
        ids = context.getBean(Ids.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
    }

    static StockShelf fill(ApplicationContext context) {
        var ids = context.getBean(Ids.class);
        var goods = new ArrayList<Goods>();
        for (var i = 0; i < MERCHANTS; i++) {
            var merchant = new MerchantId(ids.next());
            var location = context.getBean(Locations.class)
                    .upsert(merchant, "main", new LocalizedText("仓库", null), "341524", LocationKind.WAREHOUSE);
            var changes = new ArrayList<AdjustStock.Change>();
            for (var j = 0; j < VARIANTS / MERCHANTS; j++) {
                var each = new Goods(merchant, new VariantId(ids.next()), location);
                goods.add(each);
                changes.add(new AdjustStock.Change(each.variant, new ProductId(ids.next()), location, PIECES, null));
            }
            context.getBean(Inventory.class)
                    .adjust(new AdjustStock(merchant, AdjustStock.Reason.RECEIPT, null, changes));
        }
        return new StockShelf(goods, context);
    }

    /** The same goods in the next engine. */
    StockShelf in(ApplicationContext context) {
        return new StockShelf(goods, context);
    }

    IntFunction<Load.Deed> hot() {
        return _ -> () -> hold(goods.getFirst());
    }

    IntFunction<Load.Deed> random() {
        return _ -> () -> hold(goods.get(ThreadLocalRandom.current().nextInt(goods.size())));
    }

    /** The least that a call to Redis takes. */
    IntFunction<Load.Deed> pings() {
        return _ -> () -> redis.commands().ping();
    }

    IntFunction<Load.Deed> commits() {
        return _ -> () -> commit(ThreadLocalRandom.current().nextInt(COMMITTED_VARIANTS));
    }

    private ReservationId hold(Goods wanted) {
        var id = new ReservationId(ids.secret());
        var buyer = "buyer-%012d".formatted(ThreadLocalRandom.current().nextLong(BUYERS));
        var outcome = reservations.hold(
                new HoldStock(id, buyer, List.of(new HoldStock.Line(wanted.variant, wanted.merchant, 1)), TTL));
        if (!(outcome instanceof HoldOutcome.Held)) {
            throw new BenchmarkException("A hold was refused: " + outcome);
        }
        return id;
    }

    /** One piece promised to an order that nobody placed. */
    void commit(int variant) {
        var wanted = goods.get(variant * goods.size() / COMMITTED_VARIANTS);
        var allocations = List.of(new Allocation(wanted.variant, wanted.location, 1));
        var outcome = transactions.executeWrite(
                _ -> reservations.commit(new ReservationId(ids.secret()), ids.next(), "buyer", allocations));
        if (!(outcome instanceof CommitOutcome.Committed)) {
            throw new BenchmarkException("A commit was refused: " + outcome);
        }
    }

    /** Every round begins with the same counters and no holds. */
    void reset() {
        redis.commands().flushdb(FlushMode.ASYNC);
        // A thread of Redis frees for seconds what a round left, and takes one of the processors for it.
        while (!redis.commands().info("memory").contains("lazyfree_pending_objects:0\r")) {
            StatementLog.pause(WHILE_FREEING);
        }
        // The engine sees a flush at its next heartbeat and has all counters built anew: that belongs to no round.
        StatementLog.pause(AFTER_FLUSH);
        // The first hold at each merchant builds its counters; the holds made by that are given back.
        for (var each : goods) {
            reservations.release(hold(each), Set.of(each.merchant));
        }
    }

    String key() {
        return redis.key("stock:{" + goods.getFirst().merchant.value() + "}");
    }

    /** Those of a hold, with redis-benchmark's mark for twelve random digits where ours are random too. */
    List<String> arguments() {
        return RedisBenchmark.holdArguments(
                goods.getFirst().variant.value(), redis.commands().get(key()), TTL);
    }
}
