package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.local.LocalService;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: without the search engine the market goes on, and what changed meanwhile is found soon after it is back. */
final class DegradedSearchTest {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration FOUND_AGAIN = Duration.ofSeconds(10);
    private static final String NANJING = "320102";
    private static final String SKU = "TE01-50T";

    @TempDir
    private static Path folder;

    @Test
    void orders_go_on_without_the_search_engine_and_a_price_changed_meanwhile_is_found_afterwards() {
        try (var engine = TestEngine.startWithOwnSearch(folder)) {
            var town = new Town(engine.url(), new Report(_ -> {}));
            new FindingGoods(town).awaitIndex();

            engine.engine().services().stop(LocalService.ELASTICSEARCH);

            var degraded = search(town);
            assertThat(degraded.isTrue("/degraded")).isTrue();
            assertThat(FindingGoods.finds(degraded, FindingGoods.TEA)).isTrue();
            assertThat(buy(town).text("/status")).isEqualTo("PAID");
            town.merchant("qishan-yunwu").setPrice(FindingGoods.TEA, SKU, new BigDecimal("166.00"));

            engine.engine().services().start(LocalService.ELASTICSEARCH);
            engine.engine().services().awaitReady(LocalService.ELASTICSEARCH, START);

            await().atMost(FOUND_AGAIN).untilAsserted(() -> {
                var found = search(town);
                assertThat(found.isTrue("/degraded")).isFalse();
                assertThat(found.nodes(""))
                        .anyMatch(hit -> hit.text("/handle").equals(FindingGoods.TEA)
                                && hit.text("/priceRange/min/amount").equals("166.00"));
            });
        }
    }

    private static Answer search(Town town) {
        return FindingGoods.search(town.guest(), Map.of("query", "六安瓜片"));
    }

    private static Answer buy(Town town) {
        var shopper = town.guest();
        var tea = OpeningGoods.variant(shopper, FindingGoods.TEA, SKU).text("/id");
        var checkout = shopper.checkout(shopper.openCart(List.of(new Buyer.Wish(tea, 1))));
        return new Paying(town).payNow(shopper, shopper.deliver(checkout, NANJING, Map.of()));
    }
}
