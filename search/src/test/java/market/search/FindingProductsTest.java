package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import market.kernel.Cursor;
import market.kernel.Language;
import market.search.Facet.FacetValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Goods of two merchants, found by words and narrowed by filters. */
final class FindingProductsTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final SearchWorld WORLD = new SearchWorld();

    @BeforeAll
    static void sell() {
        var superb = WORLD.sell(SearchWorld.tea("superb", "六安瓜片 极品 2026明前", "Lu'an Guapian Superb 2026")
                .has("grade", "superb")
                .variant("TE01-50T", "168.00", Map.of("package", "tin", "net_weight", "50"))
                .variant("TE01-500B", "1380.00", Map.of("package", "bag", "net_weight", "500")));
        WORLD.sell(SearchWorld.tea("first", "六安瓜片 一级 袋装", "Lu'an Guapian First Grade")
                .has("grade", "first")
                .variant("TE02-250B", "98.00", Map.of("package", "bag", "net_weight", "250")));
        WORLD.sell(SearchWorld.tea("huangya", "霍山黄芽 一级", "Huoshan Huangya First Grade")
                .has("grade", "first")
                .variant("TE03-250T", "128.00", Map.of("package", "tin", "net_weight", "250")));
        WORLD.sell(SearchWorld.tea("plain", "大别山炒青", "Dabie roast green")
                .keywords("口粮茶")
                .variant("TE04-250B", "38.00", Map.of("package", "bag", "net_weight", "250")));
        WORLD.sell(SearchWorld.stroller("stroller", "轻行一号 高景观婴儿推车", "Light One baby stroller")
                .variant("ST01", "599.00", Map.of()));
        var jacket = SearchWorld.stroller("jacket", "儿童白鹅绒羽绒服", "Kids goose down jacket");
        WORLD.sell(new SearchWorld.Goods(
                jacket.merchant(),
                "jacket",
                "down_garment",
                "down",
                jacket.zh(),
                jacket.en(),
                "341502",
                "",
                Map.of(),
                jacket.variant("DN01-RED", "399.00", Map.of()).variants()));
        WORLD.stock("TE01-500B", 5);
        WORLD.stock("TE02-250B", 9);
        WORLD.stock("ST01", 3);
        WORLD.certify(superb);
        WORLD.show(superb);
        WORLD.batch(superb, "LAGP-2026-0411-A");
        WORLD.settled();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @ParameterizedTest
    @CsvSource({
        "六安瓜片, superb",
        "liuan guapian, superb",
        "luan guapian, superb",
        "liuanguapian, superb",
        "lagp, superb",
        "liuan guapan, superb",
        "Lu'an Guapian, superb",
        "TE01-50T, superb",
        "te01-500b, superb",
        "LAGP-2026-0411-A, superb",
        "lagp-2026-0411-a, superb",
        "一级瓜片, first",
        "黄芽, huangya",
        "hshy, huangya",
        "huangya, huangya",
        "霍山黄芽 一级, huangya",
        "童车, stroller",
        "婴儿推车, stroller",
        "baby stroller, stroller",
        "strollers, stroller",
        "goose down jacket, jacket",
        "goose down jaket, jacket",
        "鹅绒羽绒服, jacket",
        "口粮茶, plain",
        "舒城 推车, stroller",
    })
    void goods_are_found_first_by(String words, String key) {
        assertThat(WORLD.find(words)).startsWith(key);
    }

    @Test
    void words_that_mean_other_goods_do_not_find() {
        assertThat(WORLD.find("六安瓜片")).containsExactly("superb", "first");
        assertThat(WORLD.find("黄芽")).containsExactly("huangya");
        assertThat(WORLD.find("冰箱")).isEmpty();
        assertThat(WORLD.find("TE99-1")).isEmpty();
    }

    @Test
    void a_long_query_need_not_be_met_by_every_word() {
        assertThat(WORLD.find("2026 明前 六安 瓜片 礼盒 送长辈")).startsWith("superb");
    }

    @Test
    void a_hit_is_the_whole_product() {
        var hit = WORLD.search.search(ListingQuery.of("TE01-50T")).hits().getFirst();

        assertThat(hit.product())
                .isEqualTo(WORLD.products.find(hit.product().id()).orElseThrow());
    }

    @Test
    void filters_hold_together() {
        var all = ListingQuery.of("");
        assertThat(keys(all.within("tea", null, null)))
                .containsExactlyInAnyOrder("superb", "first", "huangya", "plain");
        assertThat(keys(all.within(null, "luan", null))).containsExactly("superb");
        assertThat(keys(all.within(null, null, "tongqu"))).containsExactlyInAnyOrder("stroller", "jacket");
        assertThat(keys(all.with(new ListingFilter.GiMark()))).containsExactly("superb");
        assertThat(keys(all.with(new ListingFilter.InStock())))
                .containsExactlyInAnyOrder("superb", "first", "stroller");
        assertThat(keys(all.with(new ListingFilter.Origins(List.of("341524", "341502")))))
                .containsExactlyInAnyOrder("superb", "first", "huangya", "plain", "jacket");
        assertThat(keys(all.with(new ListingFilter.Price(98_00L, 168_00L, CNY))))
                .containsExactlyInAnyOrder("superb", "first", "huangya");
        assertThat(keys(all.with(attribute("grade", "first", "superb")).with(attribute("package", "tin"))))
                .containsExactlyInAnyOrder("superb", "huangya");
        assertThat(keys(all.with(new ListingFilter.Price(null, null, Currency.getInstance("USD")))))
                .isEmpty();
    }

    @Test
    void one_variant_must_meet_all_filters_on_variants() {
        var tins = ListingQuery.of("").with(attribute("package", "tin"));

        assertThat(keys(tins.with(new ListingFilter.Price(1_000_00L, null, CNY))))
                .isEmpty();
        assertThat(keys(tins.with(new ListingFilter.InStock()))).isEmpty();
    }

    @Test
    void a_facet_keeps_its_other_values_when_it_is_filtered_on() {
        var page = WORLD.search.search(
                ListingQuery.of("").with(attribute("grade", "first")).with(attribute("package", "bag")));

        assertThat(SearchWorld.keys(page)).containsExactly("first");
        assertThat(page.totalCount()).isEqualTo(1);
        assertThat(facet(page, "grade").values())
                .containsExactly(
                        new FacetValue("superb", "极品", null, 1, false), new FacetValue("first", "一级", null, 1, true));
        assertThat(facet(page, "package").values())
                .containsExactly(
                        new FacetValue("tin", "铁罐", null, 1, false), new FacetValue("bag", "袋装", null, 1, true));
        assertThat(facet(page, "net_weight").values()).containsExactly(new FacetValue("250", "250 g", null, 1, false));
    }

    @Test
    void facets_count_products_and_speak_the_language_of_the_query() {
        var page = WORLD.search.search(ListingQuery.of("").in(Language.EN).within("tea", null, null));

        assertThat(facet(page, "category").values())
                .contains(
                        new FacetValue("tea", "Tea", null, 4, true),
                        new FacetValue("baby-strollers", "Baby strollers", null, 1, false));
        assertThat(facet(page, "merchant").values())
                .containsExactly(new FacetValue("qishan", "金寨县齐岭云雾茶业有限公司", null, 4, false));
        assertThat(facet(page, "origin").values()).containsExactly(new FacetValue("341524", "金寨县", null, 4, false));
        assertThat(facet(page, "pavilion").values())
                .containsExactly(new FacetValue("luan", "Lu'an Pavilion", null, 1, false));
        assertThat(facet(page, "net_weight").label()).isEqualTo("Net weight");
        assertThat(facet(page, "net_weight").values())
                .extracting(FacetValue::value, FacetValue::count)
                .containsExactly(tuple("50", 1L), tuple("250", 3L), tuple("500", 1L));
        assertThat(facet(page, "price").values())
                .extracting(FacetValue::value, FacetValue::count)
                .containsExactly(
                        tuple("0.00..49.99", 1L),
                        tuple("50.00..99.99", 1L),
                        tuple("100.00..299.99", 2L),
                        tuple("1000.00..4999.99", 1L));
    }

    @ParameterizedTest
    @EnumSource(ListingSort.class)
    void a_walk_over_all_pages_sees_every_product_once(ListingSort sort) {
        var seen = new ArrayList<String>();
        Cursor after = null;
        for (var hasNext = true; hasNext; ) {
            var page = WORLD.search.search(
                    ListingQuery.of("").sortedBy(sort).page(2, after).withoutFacets());
            assertThat(page.hits()).isNotEmpty();
            seen.addAll(SearchWorld.keys(page));
            hasNext = page.hasNext();
            after = sort.parse(page.hits().getLast().cursor().encode()).orElseThrow();
        }

        assertThat(seen).containsExactlyInAnyOrder("superb", "first", "huangya", "plain", "stroller", "jacket");
    }

    @Test
    void prices_sort_by_the_cheapest_variant() {
        assertThat(keys(ListingQuery.of("").sortedBy(ListingSort.PRICE_ASC)))
                .containsExactly("plain", "first", "huangya", "superb", "jacket", "stroller");
        assertThat(keys(ListingQuery.of("").sortedBy(ListingSort.PRICE_DESC)))
                .containsExactly("stroller", "jacket", "superb", "huangya", "first", "plain");
    }

    @Test
    void a_cursor_of_another_sort_or_a_forged_one_is_none() {
        var cursor = WORLD.search
                .search(ListingQuery.of("").sortedBy(ListingSort.PRICE_ASC))
                .hits()
                .getFirst()
                .cursor();

        assertThat(ListingSort.PRICE_ASC.parse(cursor.encode())).contains(cursor);
        assertThat(ListingSort.PRICE_DESC.parse(cursor.encode())).isEmpty();
        assertThat(ListingSort.PRICE_ASC.parse(
                        Cursor.of("PRICE_ASC", "cheap", "x").encode()))
                .isEmpty();
        assertThat(ListingSort.RELEVANCE.parse("nonsense")).isEmpty();
    }

    private static ListingFilter attribute(String code, String... values) {
        return new ListingFilter.Attribute(code, List.of(values));
    }

    private static List<String> keys(ListingQuery query) {
        var page = WORLD.search.search(query.withoutFacets());
        assertThat(page.degraded()).isFalse();
        assertThat(page.totalCount()).isEqualTo(page.hits().size());
        return SearchWorld.keys(page);
    }

    private static Facet facet(ListingPage page, String code) {
        return page.facets().stream()
                .filter(facet -> facet.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
