package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: nobody notices that the search index is built anew, even when the copy that builds it is killed. Method: two copies
 * answer searches and take changes of prices, whichever of them builds is killed half-way, and the other goes on.
 */
final class RebuildingUnderLoadTest {

    private static final int COPIES_OF_EACH = 25;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BUILDING = "Building the search index";
    private static final String SEARCH =
            "query Load($words: String!) { productSearch(input: { query: $words }, first: 5) { totalCount degraded } }";
    private static final String FIND = """
            query Find($words: String!, $price: Decimal!) {
              productSearch(input: { query: $words, filters: [{ price: { min: $price, max: $price, currency: "CNY" } }] }) {
                totalCount degraded
              }
            }
            """;
    private static final String MULTIPLY = """
            INSERT INTO catalog.product (id, merchant_id, key, handle, product_type, category_code, title_zh, title_en,
                                         description_zh, description_en, origin_code, attributes, image, keywords,
                                         status, version)
            SELECT CAST(md5(p.key || n) AS uuid), merchant_id, p.key || '-' || n, p.handle || '-' || n, product_type,
                   category_code, title_zh || n, title_en, description_zh, description_en, origin_code, attributes,
                   image, keywords, status, 1
              FROM catalog.product AS p CROSS JOIN generate_series(1, %1$d) AS n;
            INSERT INTO catalog.variant (id, product_id, merchant_id, sku, position, attributes, price_minor, currency,
                                         net_weight_grams, unit, min_quantity, quantity_step, case_pack)
            SELECT CAST(md5(v.sku || p.key || n) AS uuid), CAST(md5(p.key || n) AS uuid), v.merchant_id,
                   v.sku || '-' || n, position, v.attributes, price_minor, currency, net_weight_grams, unit,
                   min_quantity, quantity_step, case_pack
              FROM catalog.variant AS v JOIN catalog.product AS p ON p.id = v.product_id
             CROSS JOIN generate_series(1, %1$d) AS n""".formatted(COPIES_OF_EACH);

    @TempDir
    private static Path folder;

    private final AlipayGateway gateway =
            AlipayGateway.start(AlipayGatewayConfig.forDevelopment(folder.resolve("alipay"), 0, Clock.systemUTC()));
    private final Map<String, String> environment = TestEngine.environment(folder);
    private final EngineCopy one;
    private final EngineCopy two;
    private final AtomicBoolean isDone = new AtomicBoolean();
    private final AtomicReference<EngineCopy> killed = new AtomicReference<>();

    RebuildingUnderLoadTest() {
        environment.putAll(TestEngine.gatewaySettings(gateway));
        // Two engines that just started share few processors with this test: what is late is not what is looked for.
        environment.put("MARKET_DEADLINE_STOREFRONT", "60s");
        environment.put("MARKET_ELASTICSEARCH_TIMEOUT", "50s");
        one = new EngineCopy(folder.resolve("one"), environment);
        two = new EngineCopy(folder.resolve("two"), environment);
    }

    @BeforeEach
    void open() {
        one.start();
        one.awaitReady();
        two.start();
        new FindingGoods(town(one)).awaitIndex();
        two.awaitReady();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        gateway.close();
    }

    @Test
    void no_search_fails_and_no_change_is_lost_when_the_copy_that_builds_is_killed() throws Exception {
        sql(MULTIPLY);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var searches = List.of(
                    executor.submit(() -> search(one, "六安瓜片")),
                    executor.submit(() -> search(one, "童车")),
                    executor.submit(() -> search(two, "霍山黄芽")),
                    executor.submit(() -> search(two, "羽绒服")));
            var before = List.of(built(one), built(two));
            sql("UPDATE search.index_form SET is_complete = false");
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> count("search.rebuild WHERE filled_to > '20000000-0000-0000-0000-000000000000'") == 1);
            var builder = built(one) > before.getFirst() ? one : two;
            var other = builder == one ? two : one;
            var prices = executor.submit(() -> change(other));

            killed.set(builder);
            builder.kill();
            assertThat(count("search.rebuild")).isEqualTo(1);
            // Nobody has to wait for half a minute here: the dead copy's time is over.
            sql("UPDATE search.rebuild SET lease_until = now() - interval '1s'");

            await().atMost(SOON).until(() -> count("search.rebuild") == 0);
            assertThat(other.logged().lines().filter(line -> line.contains(BUILDING)))
                    .last()
                    .asString()
                    .doesNotContain("00000000-0000-0000-0000-000000000000");
            isDone.set(true);
            var lasts = prices.get();
            for (var each : searches) {
                assertThat(each.get()).isPositive();
            }
            assertThat(lasts).hasSizeGreaterThan(2);
            var caller = town(other).guest().caller();
            lasts.forEach((sku, price) -> await().atMost(SOON).untilAsserted(() -> {
                var found = caller.ask(FIND, Map.of("words", sku, "price", price));
                assertThat(found.whole("/productSearch/totalCount")).as(sku).isPositive();
                assertThat(found.isTrue("/productSearch/degraded")).isFalse();
            }));
            // All that is on sale is in the index that was finished by the other one.
            var all = caller.ask(SEARCH, Map.of("words", ""));
            assertThat(all.whole("/productSearch/totalCount"))
                    .isEqualTo((int) count("catalog.product AS p WHERE p.status = 'LISTED' AND NOT EXISTS"
                            + " (SELECT 1 FROM catalog.product_bar AS b WHERE b.product_id = p.id)"));
        }
    }

    /** Until all is done; what a copy that is killed does not answer is asked of the other one, as by a load balancer. */
    private int search(EngineCopy copy, String words) {
        var caller = town(copy).guest().caller();
        var count = 0;
        while (!isDone.get() && killed.get() != copy) {
            try {
                var found = caller.ask(SEARCH, Map.of("words", words));
                assertThat(found.isTrue("/productSearch/degraded"))
                        .as(() -> words + ": "
                                + copy.logged()
                                        .lines()
                                        .filter(line -> line.contains("ElasticsearchConnection"))
                                        .toList())
                        .isFalse();
                assertThat(found.whole("/productSearch/totalCount")).as(words).isPositive();
                count++;
            } catch (RuntimeException e) {
                if (killed.get() != copy) {
                    throw e;
                }
            }
        }
        return count;
    }

    private Map<String, String> change(EngineCopy copy) {
        var skus = List.of("TE01-50T", "TE01-125B", "TE01-250T");
        var lasts = new LinkedHashMap<String, String>();
        var seller = town(copy).merchant("qishan-yunwu");
        for (var i = 0; !isDone.get(); i++) {
            var sku = skus.get(i % skus.size());
            var price = "%d.%02d".formatted(200 + i / 100, i % 100);
            seller.setPrice(FindingGoods.TEA, sku, new BigDecimal(price));
            lasts.put(sku, price);
        }
        return lasts;
    }

    private static Town town(EngineCopy copy) {
        return new Town(copy.url(), new Report(_ -> {}));
    }

    private static long built(EngineCopy copy) {
        return copy.logged().lines().filter(line -> line.contains(BUILDING)).count();
    }

    private void sql(String text) throws SQLException {
        try (var connection = DriverManager.getConnection(environment.get("MARKET_POSTGRES_URL"));
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private long count(String from) throws SQLException {
        try (var connection = DriverManager.getConnection(environment.get("MARKET_POSTGRES_URL"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
