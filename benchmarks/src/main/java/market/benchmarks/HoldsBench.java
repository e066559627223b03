package market.benchmarks;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.AdjustStock;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.Inventory;
import market.inventory.Locations;
import market.inventory.ReservationId;
import market.inventory.Reservations;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Redis;
import market.local.PostgresDatabases;

/** Holds through the engine's code against redis-benchmark that runs the same script with the same arguments. */
final class HoldsBench {

    private static final double BAR = 0.5;
    // As many callers as the engine has requests under way on a busy day; redis-benchmark gets as many connections.
    private static final int CALLERS = 64;
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration TTL = Duration.ofMinutes(15);
    private static final long PIECES = 1_000_000_000L;
    private static final long BUYERS = 1_000_000_000_000L;
    private static final String NOBODY = "http://127.0.0.1:9";
    private static final String DATABASE = "bench_holds";

    private final Lab lab;
    private final Report report;

    HoldsBench(Lab lab, Report report) {
        this.lab = lab;
        this.report = report;
    }

    void run() throws IOException, SQLException {
        try (var context = context()) {
            var shelf = shelf(context);
            report.progress("warming up");
            shelf.measureHolds(WARM_UP);
            shelf.measureHoldsAndReleases(WARM_UP);
            var pairs = shelf.measureHoldsAndReleases(ROUND);
            var program = lab.settings().program("redis-benchmark");
            if (program.isEmpty()) {
                tellOurs(shelf.measureHolds(ROUND), pairs);
                report.say("redis-benchmark was not found (Debian package redis-tools): ratio left out.");
                return;
            }
            var benchmark = new RedisBenchmark(program.get(), lab.redisUri(), CALLERS);
            var ours = new ArrayList<Load.Outcome>();
            var theirs = new ArrayList<RedisBenchmark.Outcome>();
            for (var round = 0; round < ROUNDS; round++) {
                ours.add(shelf.measureHolds(ROUND));
                shelf.reset();
                theirs.add(benchmark.run(ours.getLast().count(), shelf.scriptDigest(), shelf.key(), shelf.arguments()));
                report.progress("round %d: %.0f holds/s, redis-benchmark %.0f/s"
                        .formatted(
                                round + 1,
                                ours.getLast().perSecond(),
                                theirs.getLast().perSecond()));
            }
            tell(ours, theirs, pairs);
        }
    }

    private void tellOurs(Load.Outcome holds, Load.Outcome pairs) {
        report.add(Figure.told(
                "holds", holds.perSecond(), "/s", CALLERS + " virtual threads, each hold by a buyer of its own"));
        report.add(Figure.told("holds p50", holds.percentileMillis(50), "ms", ""));
        report.add(Figure.told("holds p99", holds.percentileMillis(99), "ms", ""));
        report.add(Figure.told("hold and release", pairs.perSecond(), "/s", "pairs: two scripts each"));
    }

    private void tell(List<Load.Outcome> ours, List<RedisBenchmark.Outcome> theirs, Load.Outcome pairs) {
        var sum = Load.Outcome.sum(ours);
        tellOurs(sum, pairs);
        var theirRate = theirs.stream().mapToLong(RedisBenchmark.Outcome::count).sum()
                / theirs.stream().mapToDouble(RedisBenchmark.Outcome::seconds).sum();
        report.add(
                Figure.told("redis-benchmark, same EVALSHA", theirRate, "/s", CALLERS + " connections, no pipelining"));
        report.add(Figure.atLeast(
                BAR,
                "holds to redis-benchmark",
                sum.perSecond() / theirRate,
                "same server, script, key, number and lengths of arguments, counts and parallelism; rounds in turn"));
    }

    /** The rooms in this process, on a database of their own. */
    private ApplicationContext context() throws SQLException {
        try (var connection = lab.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        }
        var databases = new PostgresDatabases(lab.postgresUrl());
        databases.createIfMissing(DATABASE);
        return ApplicationContext.builder()
                .packages("market")
                .banner(false)
                .properties(properties(databases.url(DATABASE)))
                .start();
    }

    private Map<String, Object> properties(String database) {
        var properties = new HashMap<String, Object>(Map.of(
                "datasources.default.url",
                database,
                "market.redis.uri",
                lab.redisUri(),
                "market.redis.key-prefix",
                "bench:",
                "market.elasticsearch.url",
                NOBODY,
                "market.production",
                false,
                "market.public-url",
                NOBODY,
                "market.data-folder",
                lab.settings().data().toString()));
        // No hold is paid for, but the rooms that take payments want to be told how.
        for (var name : List.of("gateway-url", "app-id", "seller-id", "app-private-key", "public-key")) {
            properties.put("market.alipay." + name, NOBODY);
        }
        return properties;
    }

    private static Shelf shelf(ApplicationContext context) {
        var ids = context.getBean(Ids.class);
        var merchant = new MerchantId(ids.next());
        var variant = new VariantId(ids.next());
        var location =
                context.getBean(Locations.class).upsert(merchant, "main", new LocalizedText("仓库", null), "341524");
        context.getBean(Inventory.class)
                .adjust(new AdjustStock(
                        merchant,
                        AdjustStock.Reason.RECEIPT,
                        null,
                        List.of(new AdjustStock.Change(variant, new ProductId(ids.next()), location, PIECES, null))));
        return new Shelf(
                context.getBean(Reservations.class),
                context.getBean(Redis.class),
                ids,
                merchant,
                variant,
                context.getBean(Clock.class));
    }

    /** One variant of one merchant, as in a flash sale: everybody wants the same. */
    private record Shelf(
            Reservations reservations, Redis redis, Ids ids, MerchantId merchant, VariantId variant, Clock clock) {

        Load.Outcome measureHolds(Duration time) {
            reset();
            IntFunction<Load.Deed> deeds = _ -> this::hold;
            return Load.onVirtualThreads(CALLERS, time, deeds);
        }

        Load.Outcome measureHoldsAndReleases(Duration time) {
            reset();
            IntFunction<Load.Deed> deeds = _ -> () -> reservations.release(hold(), Set.of(merchant));
            return Load.onVirtualThreads(CALLERS, time, deeds);
        }

        private ReservationId hold() {
            var id = new ReservationId(ids.secret());
            var buyer = "buyer-%012d".formatted(ThreadLocalRandom.current().nextLong(BUYERS));
            var outcome =
                    reservations.hold(new HoldStock(id, buyer, List.of(new HoldStock.Line(variant, merchant, 1)), TTL));
            if (!(outcome instanceof HoldOutcome.Held)) {
                throw new BenchmarkException("A hold was refused: " + outcome);
            }
            return id;
        }

        /** Every round begins with the same counters and no holds. */
        void reset() {
            redis.commands().flushdb();
            reservations.release(hold(), Set.of(merchant));
        }

        String scriptDigest() {
            return RedisBenchmark.holdScript().digest();
        }

        String key() {
            return redis.key("stock:{" + merchant.value() + "}");
        }

        /** Those of a hold, with redis-benchmark's mark for twelve random digits where ours are random too. */
        List<String> arguments() {
            return RedisBenchmark.holdArguments(variant.value(), clock.millis(), TTL);
        }
    }
}
