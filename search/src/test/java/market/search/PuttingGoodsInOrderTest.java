package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.Products;
import market.kernel.Language;
import market.merchants.Regions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands before what, and what is shown behind. */
final class PuttingGoodsInOrderTest {

    private static final SearchWorld WORLD = new SearchWorld();

    private static ProductId dearToMany;

    @BeforeAll
    static void sell() {
        WORLD.sell(SearchWorld.tea("huangya", "霍山黄芽", null).variant("H-1", "10.00", Map.of("package", "tin")));
        WORLD.sell(SearchWorld.tea("maofeng", "山里毛峰", null).variant("M-1", "10.00", Map.of("package", "tin")));
        WORLD.sell(SearchWorld.stroller("first", "轻便童车", null).variant("F-1", "10.00", Map.of()));
        dearToMany = WORLD.sell(SearchWorld.stroller("second", "轻便童车", null).variant("S-1", "10.00", Map.of()));
        WORLD.settled();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void few_hits_are_followed_by_goods_of_the_same_shelf_that_nobody_counts() {
        var page = WORLD.search.search(ListingQuery.of("毛峰"));

        assertThat(page.totalCount()).isEqualTo(1);
        assertThat(page.hits().stream().map(hit -> hit.product().key())).containsExactly("maofeng", "huangya");
        assertThat(page.hits().stream().map(ListingHit::isRelated)).containsExactly(false, true);
        assertThat(page.hits().getLast().cursor())
                .isEqualTo(page.hits().getFirst().cursor());
    }

    @Test
    void nothing_follows_where_a_filter_says_what_is_wanted() {
        var page = WORLD.search.search(ListingQuery.of("毛峰").within(null, null, "qishan"));

        assertThat(page.hits()).hasSize(1);
    }

    @Test
    void what_sells_well_stands_before_its_equals_and_each_order_counts_once() {
        assertThat(WORLD.find("轻便童车")).containsExactly("first", "second");

        var order = UUID.randomUUID();
        for (var told = 0; told < 3; told++) {
            WORLD.bean(Sales.class).paid(order, Map.of(dearToMany, 12L));
        }

        assertThat(WORLD.bean(Sales.class).ofLate(List.of(dearToMany))).containsExactly(Map.entry(dearToMany, 12L));
        await().atMost(SearchWorld.soon())
                .untilAsserted(() -> assertThat(WORLD.find("轻便童车")).containsExactly("second", "first"));
    }

    @Test
    void the_nearest_come_first_when_that_is_asked_for() {
        var near = WORLD.products.page(Products.FIRST, 10).stream()
                .filter(product -> product.key().equals("huangya"))
                .findFirst()
                .orElseThrow()
                .originCode();
        var query = new ListingQuery(
                Language.ZH_CN, "", null, null, null, List.of(), ListingSort.NEAREST, 10, null, false, near, false);

        var found = WORLD.search.search(query);

        var levels = found.hits().stream()
                .map(hit -> Regions.sharedLevels(near, hit.product().originCode()))
                .toList();
        assertThat(levels).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(found.hits()).hasSize(4);
    }
}
