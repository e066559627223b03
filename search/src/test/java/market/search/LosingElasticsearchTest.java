package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import market.catalog.ProductId;
import market.kernel.Cursor;
import market.merchants.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Elasticsearch goes away and comes back; shoppers and merchants go on. */
final class LosingElasticsearchTest {

    private final SearchWorld world = new SearchWorld();
    private final List<ProductId> sold = new ArrayList<>();

    @BeforeEach
    void sell() {
        for (var i = 0; i < 5; i++) {
            var goods = SearchWorld.tea("tea-" + i, "六安瓜片 第" + i + "批", "Guapian")
                    .has("grade", i % 2 == 0 ? "first" : "second")
                    .variant("T-" + i, "10%d.00".formatted(i), Map.of("package", "tin"));
            sold.add(world.sell(goods));
        }
        world.stock("T-4", 2);
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_database_answers_meanwhile_with_all_filters_and_changes_are_found_soon_after() {
        world.elasticsearch.close();

        var page = world.search.search(ListingQuery.of("瓜片"));
        assertThat(page.degraded()).isTrue();
        assertThat(page.facets()).isEmpty();
        assertThat(SearchWorld.keys(page)).containsExactly("tea-0", "tea-1", "tea-2", "tea-3", "tea-4");
        assertThat(world.find("婴儿")).isEmpty();
        assertThat(plainKeys(new ListingFilter.Attribute("grade", List.of("first"))))
                .containsExactly("tea-0", "tea-2", "tea-4");
        assertThat(plainKeys(new ListingFilter.InStock())).containsExactly("tea-4");
        assertThat(plainKeys(new ListingFilter.DeliverableTo("110101"))).containsExactly("tea-4");
        Sending.to(world, "qishan", "3415");
        assertThat(plainKeys(new ListingFilter.DeliverableTo("341524"))).containsExactly("tea-4");
        assertThat(plainKeys(new ListingFilter.DeliverableTo("110101"))).isEmpty();
        assertThat(plainKeys(new ListingFilter.Price(101_00L, 102_00L, Currency.getInstance("CNY"))))
                .containsExactly("tea-1", "tea-2");
        assertThat(plainKeys(new ListingFilter.Origins(List.of("341523")))).isEmpty();
        assertThat(plainKeys(new ListingFilter.GiMark())).isEmpty();
        assertThat(SearchWorld.keys(world.search.search(ListingQuery.of("").within("yellow-tea", null, null))))
                .isEmpty();

        world.setPrice(sold.getFirst(), "999.00");
        world.elasticsearch.open();

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var found = world.search.search(
                    ListingQuery.of("瓜片").with(new ListingFilter.Price(999_00L, null, Currency.getInstance("CNY"))));
            assertThat(found.degraded()).isFalse();
            assertThat(SearchWorld.keys(found)).containsExactly("tea-0");
        });
    }

    @Test
    void a_walk_goes_on_when_it_goes_away_and_one_begun_plainly_ends_plainly() {
        var first = world.search.search(ListingQuery.of("瓜片").page(2, null));
        assertThat(first.degraded()).isFalse();
        assertThat(SearchWorld.keys(first)).containsExactly("tea-4", "tea-0");

        world.elasticsearch.close();
        var second = world.search.search(ListingQuery.of("瓜片").page(2, last(first)));
        assertThat(second.degraded()).isTrue();
        assertThat(SearchWorld.keys(second)).containsExactly("tea-1", "tea-2");
        assertThat(second.hasNext()).isTrue();

        world.elasticsearch.open();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !world.search.search(ListingQuery.of("瓜片")).degraded());
        var third = world.search.search(ListingQuery.of("瓜片").page(2, last(second)));
        assertThat(third.degraded()).isTrue();
        assertThat(SearchWorld.keys(third)).containsExactly("tea-3", "tea-4");
        assertThat(third.hasNext()).isFalse();
    }

    @Test
    void goods_of_a_suspended_merchant_are_left_out_by_the_database_too() {
        world.elasticsearch.close();
        world.setStanding("qishan", Standing.SUSPENDED);

        assertThat(world.find("瓜片")).isEmpty();
    }

    @Test
    void it_costs_nothing_while_it_is_away() {
        world.elasticsearch.close();
        world.find("瓜片");

        var before = System.nanoTime();
        for (var i = 0; i < 20; i++) {
            world.find("瓜片");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void a_server_that_thinks_for_ever_holds_up_nobody_for_long_and_is_used_again_once_it_answers() throws Exception {
        world.elasticsearch.holdBack();
        var waits = new ArrayList<Future<Duration>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 60; i++) {
                var words = "瓜片 " + i;
                waits.add(executor.submit(() -> {
                    var before = System.nanoTime();
                    assertThat(world.search.search(ListingQuery.of(words)).degraded())
                            .isTrue();
                    return Duration.ofNanos(System.nanoTime() - before);
                }));
            }
        }
        for (var wait : waits) {
            assertThat(wait.get()).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(world.search.search(ListingQuery.of("童车")).degraded()).isTrue();

        world.elasticsearch.letThrough();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !world.search.search(ListingQuery.of("瓜片")).degraded());
    }

    @Test
    void answers_that_take_ten_seconds_are_not_waited_for_and_nothing_piles_up() throws Exception {
        world.elasticsearch.slowDown(Duration.ofSeconds(10));
        for (var round = 0; round < 3; round++) {
            var waits = new ArrayList<Future<Duration>>();
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 200; i++) {
                    var words = "瓜片 " + round + " " + i;
                    waits.add(executor.submit(() -> {
                        var before = System.nanoTime();
                        assertThat(world.search.search(ListingQuery.of(words)).degraded())
                                .isTrue();
                        return Duration.ofNanos(System.nanoTime() - before);
                    }));
                }
            }
            for (var wait : waits) {
                assertThat(wait.get()).isLessThan(Duration.ofSeconds(5));
            }
        }
        assertThat(world.elasticsearch.connections()).isLessThanOrEqualTo(64);

        world.setPrice(sold.getFirst(), "888.00");
        world.elasticsearch.letThrough();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var found = world.search.search(
                    ListingQuery.of("瓜片").with(new ListingFilter.Price(888_00L, null, Currency.getInstance("CNY"))));
            assertThat(found.degraded()).isFalse();
            assertThat(SearchWorld.keys(found)).containsExactly("tea-0");
        });
    }

    @Test
    void half_of_the_shards_gone_is_answered_by_the_database_and_heals() {
        var index = world.index.newName();
        world.elasticsearch.ask("PUT", "/" + index + "?wait_for_active_shards=0", definition(index));
        standIn(index);

        for (var i = 0; i < 20; i++) {
            var before = System.nanoTime();
            var page = world.search.search(ListingQuery.of("瓜片 第" + i % 5 + "批"));
            assertThat(page.degraded()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
        sold.forEach(each -> world.setPrice(each, "777.00"));

        world.elasticsearch.ask("PUT", "/" + index + "/_settings", """
                {"index.routing.allocation.total_shards_per_node": null}""");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var found = world.search.search(
                    ListingQuery.of("瓜片").with(new ListingFilter.Price(777_00L, null, Currency.getInstance("CNY"))));
            assertThat(found.degraded()).isFalse();
            assertThat(SearchWorld.keys(found)).hasSize(5);
        });
    }

    /** By itself, for the engine would wait for all shards. */
    private void standIn(String index) {
        var every = world.index.form() + "*";
        var alias = world.index.form().replaceFirst("-$", "");
        world.elasticsearch.ask("POST", "/_aliases", """
                {"actions": [{"remove": {"index": "%s", "alias": "%s"}}, {"add": {"index": "%s", "alias": "%s"}}]}""".formatted(every, alias, index, alias));
    }

    /** As the engine makes it, but in two halves, for one of which there is no room. */
    private static String definition(String index) {
        try (var file = ListingIndex.class.getResourceAsStream("elasticsearch/products.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("\\{", "{\"aliases\": {\"" + index + "-write\": {\"is_hidden\": true}},")
                    .replaceFirst(
                            "\"index.refresh_interval\"",
                            "\"index.number_of_shards\": 2,"
                                    + " \"index.routing.allocation.total_shards_per_node\": 1,"
                                    + " \"index.refresh_interval\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_engine_that_starts_without_it_writes_what_was_dirty_when_it_comes() {
        world.elasticsearch.close();
        world.sell(SearchWorld.stroller("later", "后来的童车", null).variant("LT-1", "10.00", Map.of()));
        await().atMost(SearchWorld.soon()).until(() -> world.count("search.stale_listing") == 1);

        world.elasticsearch.open();
        world.settled();

        assertThat(world.find("LT-1")).containsExactly("later");
    }

    private List<String> plainKeys(ListingFilter filter) {
        return SearchWorld.keys(world.search.search(ListingQuery.of("").with(filter)));
    }

    private static Cursor last(ListingPage page) {
        var cursor = page.hits().getLast().cursor();
        return ListingSort.RELEVANCE.parse(cursor.encode()).orElseThrow();
    }
}
