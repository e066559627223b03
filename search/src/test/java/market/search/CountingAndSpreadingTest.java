package market.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import market.catalog.ProductId;
import market.search.Facet.FacetValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What facets count is what the database counts, and no merchant has a page for itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CountingAndSpreadingTest {

    private static final int GOODS = 60;
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Map<String, String> RANGES = ranges();

    private final SearchWorld world = new SearchWorld();

    private static Map<String, String> ranges() {
        var ranges = new LinkedHashMap<String, String>();
        ranges.put("0.00..49.99", "price_minor BETWEEN 0 AND 4999");
        ranges.put("50.00..99.99", "price_minor BETWEEN 5000 AND 9999");
        ranges.put("100.00..299.99", "price_minor BETWEEN 10000 AND 29999");
        ranges.put("300.00..999.99", "price_minor BETWEEN 30000 AND 99999");
        ranges.put("1000.00..4999.99", "price_minor BETWEEN 100000 AND 499999");
        ranges.put("5000.00..", "price_minor >= 500000");
        return ranges;
    }

    @BeforeAll
    void sell() {
        var random = new Random(20261129);
        var yuan = new int[] {1, 49, 50, 99, 100, 299, 300, 999, 1_000, 4_999, 5_000, 90_000};
        for (var i = 0; i < GOODS; i++) {
            var goods = SearchWorld.tea("counted-" + i, "计数绿茶", null)
                    .has("grade", List.of("superb", "first", "second").get(random.nextInt(3)));
            for (var v = 0; v < 1 + random.nextInt(4); v++) {
                var price = "%d.%02d".formatted(yuan[random.nextInt(yuan.length)], random.nextBoolean() ? 99 : 0);
                goods = goods.variant(
                        "CO-%d-%d".formatted(i, v), price, Map.of("package", random.nextBoolean() ? "tin" : "bag"));
            }
            world.sell(goods);
        }
        for (var i = 0; i < 6; i++) {
            world.sell(SearchWorld.stroller("many-" + i, "同名藤椅", null).variant("MA-" + i, "88.00", Map.of()));
        }
        world.merchant("small", "六安小店", "341502");
        for (var i = 0; i < 3; i++) {
            var goods = SearchWorld.stroller("few-" + i, "同名藤椅", null).variant("FE-" + i, "88.00", Map.of());
            world.sell(new SearchWorld.Goods(
                    "small",
                    goods.key(),
                    goods.type(),
                    goods.category(),
                    goods.zh(),
                    null,
                    goods.origin(),
                    "",
                    Map.of(),
                    goods.variants()));
        }
        world.settled();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void the_price_histogram_counts_goods_as_the_database_does() {
        var all = ListingQuery.of("计数绿茶");

        assertThat(counted(all, "price")).isEqualTo(inTheDatabase(""));
        assertThat(counted(all.with(new ListingFilter.Price(50_00L, 99_99L, CNY)), "price"))
                .isEqualTo(inTheDatabase(""));
        assertThat(counted(all.with(new ListingFilter.Attribute("package", List.of("tin"))), "price"))
                .isEqualTo(inTheDatabase(" AND v.attributes @> '{\"package\": [\"tin\"]}'"));
        assertThat(counted(all.with(new ListingFilter.Attribute("grade", List.of("superb", "first"))), "price"))
                .isEqualTo(inTheDatabase(" AND p.attributes -> 'grade' ->> 0 IN ('superb', 'first')"));
    }

    @Test
    void attributes_are_counted_by_goods_whether_or_not_a_filter_asks_something_of_variants() {
        var all = ListingQuery.of("计数绿茶");
        var tins = world.count("(SELECT DISTINCT product_id FROM catalog.variant"
                + " WHERE sku LIKE 'CO-%' AND attributes @> '{\"package\": [\"tin\"]}') AS tins");
        var cheapTins = world.count(
                "(SELECT DISTINCT product_id FROM catalog.variant"
                        + " WHERE sku LIKE 'CO-%' AND attributes @> '{\"package\": [\"tin\"]}' AND price_minor <= 10000) AS tins");

        assertThat(counted(all, "package")).containsEntry("tin", tins);
        assertThat(counted(all.with(new ListingFilter.Attribute("package", List.of("bag"))), "package"))
                .containsEntry("tin", tins);
        assertThat(counted(all.with(new ListingFilter.Price(null, 100_00L, CNY)), "package"))
                .containsEntry("tin", cheapTins);
    }

    @Test
    void after_two_of_one_merchant_comes_another_where_it_matches_as_well() {
        var sellers = world.index.search(ListingQuery.of("同名藤椅")).hits().stream()
                .filter(hit -> !hit.isRelated())
                .map(hit -> hit.seller().code())
                .toList();

        assertThat(sellers).hasSize(9);
        // Six and three: the three break the six up for as long as they last.
        assertThat(sellers.subList(0, 8)).containsSequence("small").satisfies(first -> {
            for (var i = 0; i + 2 < first.size(); i++) {
                assertThat(Set.copyOf(first.subList(i, i + 3)))
                        .as(sellers.toString())
                        .hasSize(2);
            }
        });
    }

    @Test
    void no_more_than_two_places_of_a_page_are_paid_for_however_many_paid() {
        var paying = new ArrayList<ProductId>();
        world.search.search(ListingQuery.of("同名藤椅")).hits().stream()
                .limit(5)
                .forEach(hit -> paying.add(hit.product().id()));
        world.bean(SearchRules.class)
                .set(new SearchRule(
                        SearchRule.Kind.PROMOTE, "同名藤椅", paying, List.of(), null, new UUID(0, 1), Instant.EPOCH));

        var hits = world.index.search(ListingQuery.of("同名藤椅")).hits();

        world.bean(SearchRules.class).remove(SearchRule.Kind.PROMOTE, "同名藤椅");
        assertThat(hits.stream().filter(ListingHit::isPromoted)).hasSize(2);
        assertThat(hits.subList(0, 2)).allMatch(ListingHit::isPromoted);
    }

    private Map<String, Long> counted(ListingQuery query, String facet) {
        var counts = new LinkedHashMap<String, Long>();
        world.index.search(query).facets().stream()
                .filter(each -> each.code().equals(facet))
                .flatMap(each -> each.values().stream())
                .forEach((FacetValue value) -> counts.put(value.value(), value.count()));
        return counts;
    }

    private Map<String, Long> inTheDatabase(String condition) {
        var counts = new LinkedHashMap<String, Long>();
        RANGES.forEach((range, within) -> {
            var count = world.count("(SELECT DISTINCT v.product_id FROM catalog.variant AS v"
                    + " JOIN catalog.product AS p ON p.id = v.product_id"
                    + " WHERE v.sku LIKE 'CO-%' AND v." + within + condition + ") AS goods");
            if (count > 0) {
                counts.put(range, count);
            }
        });
        return counts;
    }
}
