package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import market.local.LocalService;
import market.local.LocalServices;
import market.local.LocalServicesConfig;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.server.TestEngine;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goal: nothing that dies makes stock wrong. Method: two copies sell while one of them, Redis or PostgreSQL is killed, or
 * Redis is flushed, at random moments; then the books are compared. The same accidents happen again in the same order with the
 * property {@code market.crash.seed}; there are {@code market.crash.rounds} of them. One accident alone happens in the middle of
 * {@code market.crash.sales} seconds of sales.
 */
@Tag("alone")
final class SurvivingAccidentsTest {

    private static final Logger LOG = LoggerFactory.getLogger(SurvivingAccidentsTest.class);
    private static final String TIN = "flash-sale-guapian-tin";
    private static final String TIN_SKU = "TE01-100T";
    private static final String TIN_MERCHANT = "dushan-guapian-coop";
    private static final String TEA_SKU = "TE01-125B";
    private static final String PREFIX = "crash:";
    private static final int PLENTY = 500_000;
    private static final int SHOPPERS = 8;
    private static final int ROUNDS = 5;
    private static final int SALES_SECONDS = 6;
    private static final Duration HOLD = Duration.ofSeconds(4);
    // A buyer who goes on at the other copy may have put the end off once; then the next sweep comes.
    private static final Duration HOLDS_RETURNED = HOLD.multipliedBy(2).plusSeconds(2);
    private static final Duration SELLING_AGAIN_AFTER_FLUSH = Duration.ofSeconds(5);
    private static final Duration SELLING_AGAIN = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private enum Accident {
        COPY_KILLED,
        REDIS_KILLED,
        REDIS_FLUSHED,
        POSTGRES_KILLED
    }

    private final long seed = Long.parseLong(property("market.crash.seed", Long.toString(System.nanoTime() % 100_000)));
    private final int rounds = Integer.parseInt(property("market.crash.rounds", Integer.toString(ROUNDS)));
    private final Duration sales =
            Duration.ofSeconds(Integer.parseInt(property("market.crash.sales", Integer.toString(SALES_SECONDS))));
    private final Random random = new Random(seed);
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());

    private static LocalServices services;
    private static AlipayGateway gateway;
    private static EngineCopy one;
    private static EngineCopy two;
    private static List<String> goods;

    @BeforeAll
    static void open() throws IOException {
        services = LocalServices.start(new LocalServicesConfig(
                folder.resolve("services"),
                EnumSet.of(LocalService.POSTGRES, LocalService.REDIS),
                TestEngine.elasticsearchZip(),
                _ -> {}));
        gateway =
                AlipayGateway.start(AlipayGatewayConfig.forDevelopment(folder.resolve("alipay"), 0, Clock.systemUTC()));
        one = new EngineCopy(folder.resolve("one"), environment());
        two = new EngineCopy(folder.resolve("two"), environment());
        one.start();
        one.awaitReady();
        two.start();
        two.awaitReady();
        goods = List.of(
                OpeningGoods.variant(town(one).guest(), TIN, TIN_SKU).text("/id"),
                OpeningGoods.variant(town(one).guest(), FindingGoods.TEA, TEA_SKU)
                        .text("/id"));
        fillShelves();
    }

    @AfterAll
    static void close() {
        two.close();
        one.close();
        gateway.close();
        services.close();
    }

    @Test
    void whatever_dies_while_two_copies_sell_nothing_is_oversold_or_lost() {
        LOG.warn("market.crash.seed={}, {} accidents", seed, rounds);
        var before = story.size();
        sell(crowd -> {
            for (var accident : accidents()) {
                rest(2_000);
                happen(accident, crowd);
            }
            rest(1_000);
        });
        assertThat(story).hasSize(before + rounds);
    }

    @Test
    void redis_flushed_in_the_middle_of_sales_neither_oversells_nor_loses_stock() {
        sell(crowd -> {
            park(sales.dividedBy(2));
            happen(Accident.REDIS_FLUSHED, crowd);
            park(sales.dividedBy(2));
        });
    }

    @Test
    void what_a_killed_copy_held_comes_back_once_while_the_other_sells_on() {
        sell(crowd -> {
            park(sales.dividedBy(2));
            kill(one);
            var held = holds();
            var began = System.nanoTime();
            tell("ONE COPY ONLY", awaitSales(crowd, SELLING_AGAIN));
            await().atMost(HOLDS_RETURNED).until(() -> Collections.disjoint(holds(), held));
            story.add("%d holds were back after %d ms"
                    .formatted(
                            held.size(),
                            Duration.ofNanos(System.nanoTime() - began).toMillis()));
            park(sales.dividedBy(2));
            one.start();
            one.awaitReady();
        });
    }

    /** Lets the crowd buy while something happens, and compares the books when everybody has gone. */
    private void sell(Consumer<Crowd> meanwhile) {
        var crowd = new Crowd(List.of(town(one), town(two)), goods, SHOPPERS);
        try {
            try (crowd) {
                awaitSales(crowd, SELLING_AGAIN);
                meanwhile.accept(crowd);
            }
            LOG.warn("{} orders; {}; refusals {}", crowd.orders().size(), story, crowd.refusals());
            books().assertThatTheyAreEqual(crowd.orders());
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError("market.crash.seed=" + seed + " " + story, e);
        }
    }

    private static Books books() {
        return new Books(services.postgresUrl(), services.redisUri(), PREFIX);
    }

    private static Set<String> holds() {
        try (var client = RedisClient.create(services.redisUri());
                var connection = client.connect()) {
            return Set.copyOf(connection.sync().keys(PREFIX + "stock:*:h:*"));
        }
    }

    /** Of one kind there is so much that sales go on to the end; the other is sold out on the way. */
    private static void fillShelves() {
        town(one).merchant(TIN_MERCHANT).adjustStock(TIN, TIN_SKU, PLENTY, "RECEIVED");
    }

    /** Each kind at least once where there are rounds enough. */
    private List<Accident> accidents() {
        var all = new ArrayList<>(List.of(Accident.values()));
        Collections.shuffle(all, random);
        while (all.size() < rounds) {
            all.add(Accident.values()[random.nextInt(Accident.values().length)]);
        }
        return all.subList(0, rounds);
    }

    private void happen(Accident accident, Crowd crowd) {
        switch (accident) {
            case COPY_KILLED -> {
                var copy = random.nextBoolean() ? one : two;
                kill(copy);
                rest(1_500);
                copy.start();
                tell(accident.name(), awaitSales(crowd, SELLING_AGAIN));
                copy.awaitReady();
            }
            case REDIS_KILLED -> tell(accident.name(), outage(LocalService.REDIS, crowd));
            case POSTGRES_KILLED -> tell(accident.name(), outage(LocalService.POSTGRES, crowd));
            case REDIS_FLUSHED -> {
                try (var client = RedisClient.create(services.redisUri());
                        var connection = client.connect()) {
                    connection.sync().flushall();
                }
                tell(accident.name(), awaitSales(crowd, SELLING_AGAIN_AFTER_FLUSH));
            }
        }
    }

    private static void kill(EngineCopy copy) {
        try {
            copy.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Duration outage(LocalService service, Crowd crowd) {
        services.kill(service);
        rest(1_500);
        services.start(service);
        return awaitSales(crowd, SELLING_AGAIN);
    }

    private void tell(String accident, Duration until) {
        story.add(accident + ": sold again after " + until.toMillis() + " ms");
    }

    /** How long it took until some orders more were placed. */
    private static Duration awaitSales(Crowd crowd, Duration limit) {
        var began = System.nanoTime();
        var enough = crowd.orders().size() + SHOPPERS + 1;
        await().pollInterval(Duration.ofMillis(20))
                .atMost(limit)
                .until(() -> crowd.orders().size() >= enough);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void rest(int mostMillis) {
        park(Duration.ofMillis(random.nextInt(mostMillis)));
    }

    private static void park(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Town town(EngineCopy copy) {
        return new Town(copy.url(), new Report(_ -> {}));
    }

    private static Map<String, String> environment() {
        var environment = TestEngine.environment(folder);
        environment.putAll(TestEngine.gatewaySettings(gateway));
        environment.putAll(Map.of(
                "MARKET_POSTGRES_URL",
                services.postgresUrl(),
                "MARKET_REDIS_URI",
                services.redisUri(),
                "MARKET_REDIS_KEY_PREFIX",
                PREFIX,
                "MARKET_ELASTICSEARCH_INDEX_PREFIX",
                "crash-" + services.postgresUrl().hashCode(),
                "MARKET_CHECKOUT_HOLD",
                HOLD.toSeconds() + "s",
                "MARKET_CHECKOUT_PAY_WITHIN",
                "6s",
                "MARKET_CHECKOUT_EXPIRE_EVERY",
                "1s",
                "MARKET_INVENTORY_SWEEP_INTERVAL",
                "1s",
                "MARKET_INVENTORY_RECONCILE_INTERVAL",
                "3s"));
        return environment;
    }

    private static String property(String name, String otherwise) {
        var given = System.getProperty(name, "");
        return given.isBlank() || given.startsWith("$") ? otherwise : given;
    }
}
