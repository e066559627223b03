package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import market.local.LocalService;
import market.local.LocalServices;
import market.local.LocalServicesConfig;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goal: nothing that dies makes stock wrong. Method: two copies sell while one of them, Redis or PostgreSQL is killed, or
 * Redis is flushed, at random moments; then the books are compared. The same accidents happen again in the same order with the
 * property {@code market.crash.seed}; there are {@code market.crash.rounds} of them.
 */
final class SurvivingAccidentsTest {

    private static final Logger LOG = LoggerFactory.getLogger(SurvivingAccidentsTest.class);
    private static final String TIN = "flash-sale-guapian-tin";
    private static final String TIN_SKU = "TE01-100T";
    private static final String TEA_SKU = "TE01-125B";
    private static final int SHOPPERS = 8;
    private static final int ROUNDS = 5;
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
    private final Random random = new Random(seed);
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatever_dies_while_two_copies_sell_nothing_is_oversold_or_lost() throws Exception {
        LOG.warn("market.crash.seed={}, {} accidents", seed, rounds);
        try (var services = services();
                var gateway = AlipayGateway.start(
                        AlipayGatewayConfig.forDevelopment(folder.resolve("alipay"), 0, Clock.systemUTC()));
                var one = new EngineCopy(folder.resolve("one"), environment(services, gateway));
                var two = new EngineCopy(folder.resolve("two"), environment(services, gateway))) {
            one.start();
            one.awaitReady();
            two.start();
            two.awaitReady();
            var books = new Books(services.postgresUrl(), services.redisUri(), "crash:");
            var crowd = new Crowd(List.of(town(one), town(two)), variants(town(one)), SHOPPERS);
            try (crowd) {
                awaitSales(crowd, SELLING_AGAIN);
                for (var accident : accidents()) {
                    rest(2_000);
                    happen(accident, services, List.of(one, two), crowd);
                }
                rest(1_000);
            }
            LOG.warn("{} orders; {}; refusals {}", crowd.orders().size(), story, crowd.refusals());
            books.assertThatTheyAreEqual(crowd.orders());
            assertThat(crowd.orders()).hasSizeGreaterThan(rounds);
        } catch (AssertionError e) {
            throw new AssertionError("market.crash.seed=" + seed + " " + story, e);
        }
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

    private void happen(Accident accident, LocalServices services, List<EngineCopy> copies, Crowd crowd)
            throws InterruptedException {
        switch (accident) {
            case COPY_KILLED -> {
                var copy = copies.get(random.nextInt(copies.size()));
                copy.kill();
                rest(1_500);
                copy.start();
                tell(accident, awaitSales(crowd, SELLING_AGAIN));
                copy.awaitReady();
            }
            case REDIS_KILLED -> tell(accident, outage(services, LocalService.REDIS, crowd));
            case POSTGRES_KILLED -> tell(accident, outage(services, LocalService.POSTGRES, crowd));
            case REDIS_FLUSHED -> {
                try (var client = RedisClient.create(services.redisUri());
                        var connection = client.connect()) {
                    connection.sync().flushall();
                }
                tell(accident, awaitSales(crowd, SELLING_AGAIN_AFTER_FLUSH));
            }
        }
    }

    private Duration outage(LocalServices services, LocalService service, Crowd crowd) {
        services.kill(service);
        rest(1_500);
        services.start(service);
        return awaitSales(crowd, SELLING_AGAIN);
    }

    private void tell(Accident accident, Duration until) {
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
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(mostMillis)).toNanos());
    }

    private static List<String> variants(Town town) {
        return List.of(
                OpeningGoods.variant(town.guest(), TIN, TIN_SKU).text("/id"),
                OpeningGoods.variant(town.guest(), FindingGoods.TEA, TEA_SKU).text("/id"));
    }

    private static Town town(EngineCopy copy) {
        return new Town(copy.url(), new Report(_ -> {}));
    }

    private static LocalServices services() {
        return LocalServices.start(new LocalServicesConfig(
                folder.resolve("services"),
                EnumSet.of(LocalService.POSTGRES, LocalService.REDIS),
                TestEngine.elasticsearchZip(),
                _ -> {}));
    }

    private static Map<String, String> environment(LocalServices services, AlipayGateway gateway) {
        var environment = TestEngine.environment(folder);
        environment.putAll(TestEngine.gatewaySettings(gateway));
        environment.putAll(Map.of(
                "MARKET_POSTGRES_URL", services.postgresUrl(),
                "MARKET_REDIS_URI", services.redisUri(),
                "MARKET_REDIS_KEY_PREFIX", "crash:",
                "MARKET_ELASTICSEARCH_INDEX_PREFIX",
                        "crash-" + services.postgresUrl().hashCode(),
                "MARKET_CHECKOUT_HOLD", "4s",
                "MARKET_CHECKOUT_PAY_WITHIN", "6s",
                "MARKET_CHECKOUT_EXPIRE_EVERY", "1s",
                "MARKET_INVENTORY_SWEEP_INTERVAL", "1s",
                "MARKET_INVENTORY_RECONCILE_INTERVAL", "3s"));
        return environment;
    }

    private static String property(String name, String otherwise) {
        var given = System.getProperty(name, "");
        return given.isBlank() || given.startsWith("$") ? otherwise : given;
    }
}
