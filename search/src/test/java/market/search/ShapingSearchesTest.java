package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.Product;
import market.catalog.ProductId;
import market.kernel.Language;
import market.search.Facet.FacetValue;
import market.search.text.Mark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shapes answers besides the words: what the operator lays down, what is loosened, suggested and marked. */
final class ShapingSearchesTest {

    private static final SearchWorld WORLD = new SearchWorld();
    private static final Duration KEPT = Duration.ofSeconds(5);

    private static ProductId superb = new ProductId(new UUID(0, 1));
    private static ProductId second = superb;

    @BeforeAll
    static void sell() {
        WORLD.merchant("huangya", "霍山县金鸡岭黄芽茶业有限公司", "341525");
        superb = WORLD.sell(SearchWorld.tea("superb", "六安瓜片 极品 齐山", "Lu'an Guapian Superb")
                .has("grade", "superb")
                .variant("GP-1", "300.00", Map.of("package", "tin")));
        second = WORLD.sell(SearchWorld.tea("second", "六安瓜片 二级 散装", "Lu'an Guapian Second")
                .has("grade", "second")
                .variant("GP-2", "60.00", Map.of("package", "bag")));
        WORLD.sell(SearchWorld.tea("first", "六安瓜片 一级 办公", "Lu'an Guapian First")
                .has("grade", "first")
                .variant("GP-3", "90.00", Map.of("package", "bag")));
        WORLD.sell(SearchWorld.stroller("stroller", "轻行婴儿推车", "Light stroller").variant("ST-1", "500.00", Map.of()));
        WORLD.settled();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void a_trait_that_no_goods_have_shuts_out_nothing_and_one_that_some_have_comes_first() {
        assertThat(WORLD.find("红色 六安瓜片")).containsExactlyInAnyOrder("superb", "second", "first");
        assertThat(WORLD.find("二级六安瓜片")).hasSize(3).startsWith("second");
        assertThat(WORLD.find("袋装六安瓜片")).hasSize(3).endsWith("superb");
    }

    @Test
    void what_finds_nothing_is_loosened_and_says_so() {
        var found = WORLD.search.search(ListingQuery.of("liuan guapina"));
        assertThat(SearchWorld.keys(found)).containsExactlyInAnyOrder("superb", "second", "first");
        assertThat(found.loosened()).containsExactly(Loosening.WORDS);

        assertThat(WORLD.search.search(ListingQuery.of("瓜片")).loosened()).isEmpty();
        var nothing = WORLD.search.search(ListingQuery.of("瓜片").within("baby", null, null));
        assertThat(nothing.hits()).isEmpty();
        assertThat(nothing.loosened()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"六安挂片", "六安瓜偏", "婴儿堆车", "婴儿退车"})
    void a_mistyped_word_is_read_as_the_one_that_was_meant(String words) {
        var found = WORLD.search.search(ListingQuery.of(words));

        assertThat(found.hits()).isNotEmpty();
        assertThat(found.loosened()).isEmpty();
    }

    @Test
    void the_operator_pins_buries_promotes_and_redirects_without_a_new_index() {
        lay(SearchRule.Kind.PIN, "瓜片", List.of(second), List.of(), null);
        assertFirst("瓜片", "second");
        lay(SearchRule.Kind.PIN, "推车", List.of(superb), List.of(), null);
        assertFirst("推车", "superb");
        WORLD.bean(SearchRules.class).remove(SearchRule.Kind.PIN, "瓜片");

        lay(SearchRule.Kind.BURY, "瓜片", List.of(second), List.of(), null);
        await().atMost(KEPT).untilAsserted(() -> assertThat(WORLD.find("瓜片")).endsWith("second"));
        WORLD.bean(SearchRules.class).remove(SearchRule.Kind.BURY, "瓜片");

        lay(SearchRule.Kind.PROMOTE, "瓜片", List.of(second), List.of(), null);
        await().atMost(KEPT).untilAsserted(() -> {
            var hits = WORLD.search.search(ListingQuery.of("瓜片")).hits();
            assertThat(hits.getFirst().product().key()).isEqualTo("second");
            assertThat(hits).extracting(ListingHit::isPromoted).containsExactly(true, false, false);
        });
        WORLD.bean(SearchRules.class).remove(SearchRule.Kind.PROMOTE, "瓜片");

        lay(SearchRule.Kind.REDIRECT, "退货", List.of(), List.of(), "/help/returns");
        await().atMost(KEPT)
                .untilAsserted(() -> assertThat(
                                WORLD.search.search(ListingQuery.of("退货")).redirect())
                        .isEqualTo("/help/returns"));
    }

    @Test
    void the_operator_teaches_synonyms_and_stop_words() {
        lay(SearchRule.Kind.SYNONYM, "绿宝", List.of(), List.of("瓜片"), null);
        await().atMost(KEPT).untilAsserted(() -> assertThat(WORLD.find("绿宝")).hasSize(3));

        lay(SearchRule.Kind.STOP_WORD, "亲亲", List.of(), List.of(), null);
        await().atMost(KEPT).untilAsserted(() -> {
            var found = WORLD.search.search(ListingQuery.of("亲亲瓜片"));
            assertThat(found.loosened()).isEmpty();
            assertThat(found.hits()).hasSize(3);
        });
    }

    @Test
    void what_many_look_for_and_find_is_hot_until_the_operator_makes_it_a_stop_word() {
        var hot = WORLD.bean(HotWords.class);
        for (var i = 0; i < 6; i++) {
            WORLD.find("极品瓜片");
            WORLD.find("没有的东西zzz");
        }
        WORLD.find("齐山");
        hot.exchange();
        assertThat(hot.top(10)).contains("极品瓜片").doesNotContain("没有的东西zzz", "齐山");
        assertThat(WORLD.bean(Suggestions.class).suggest("极", Language.ZH_CN).queries())
                .contains("极品瓜片");

        lay(SearchRule.Kind.STOP_WORD, "极品瓜片", List.of(), List.of(), null);
        assertThat(hot.top(10)).doesNotContain("极品瓜片");
        WORLD.bean(SearchRules.class).remove(SearchRule.Kind.STOP_WORD, "极品瓜片");
    }

    @Test
    void a_place_is_explained_by_its_parts() {
        var explained = WORLD.search.explain("六安瓜片", 2);

        assertThat(explained).hasSize(2);
        assertThat(explained.getFirst().score())
                .isGreaterThanOrEqualTo(explained.getLast().score());
        assertThat(explained.getFirst().parts())
                .extracting(Explanation.Part::reason)
                .anyMatch(reason -> reason.contains("title.words:六安瓜片"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"六安", "瓜", "瓜片", "liuang", "luan gua", "guap", "lag", "gp", "guapian sup", "六安瓜"})
    void a_beginning_suggests_goods(String typed) {
        var suggested = WORLD.bean(Suggestions.class).suggest(typed, Language.ZH_CN);

        assertThat(suggested.products()).extracting(Product::key).contains("superb");
    }

    @Test
    void a_beginning_suggests_words_categories_merchants_and_pavilions() {
        var suggestions = WORLD.bean(Suggestions.class);

        assertThat(suggestions.suggest("lvch", Language.ZH_CN).categories())
                .extracting(category -> category.code())
                .containsExactly("green-tea");
        assertThat(suggestions.suggest("green", Language.EN).queries()).contains("Green tea");
        assertThat(suggestions.suggest("金鸡", Language.ZH_CN).merchants())
                .extracting(merchant -> merchant.code())
                .containsExactly("huangya");
        assertThat(suggestions.suggest("tese", Language.ZH_CN).pavilions())
                .extracting(pavilion -> pavilion.handle())
                .containsExactly("luan");
        assertThat(suggestions.suggest("zzzz", Language.ZH_CN).products()).isEmpty();
    }

    @Test
    void regions_of_origin_are_counted_as_a_tree() {
        var regions = WORLD.search.search(ListingQuery.of("瓜片")).facets().stream()
                .filter(facet -> facet.kind() == FacetKind.REGION)
                .findFirst()
                .orElseThrow();

        assertThat(regions.values())
                .containsExactlyInAnyOrder(
                        new FacetValue("34", "安徽省", null, 3, false),
                        new FacetValue("3415", "六安市", "34", 3, false),
                        new FacetValue("341524", "金寨县", "3415", 3, false));
    }

    @Test
    void words_are_marked_where_they_stand_as_they_are_shown() {
        assertThat(WORLD.search.marks("瓜片", "六安瓜片 極品")).containsExactly(new Mark(2, 4));
        assertThat(WORLD.search.marks("极品瓜片", "六安瓜片 極品")).containsExactly(new Mark(2, 4), new Mark(5, 7));
        assertThat(WORLD.search.marks("liuan guapian", "六安瓜片")).containsExactly(new Mark(0, 4));
        assertThat(WORLD.search.marks("guapian", "Lu'an Guapian Superb")).containsExactly(new Mark(6, 13));
        assertThat(WORLD.search.marks("", "六安瓜片")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+ - = && || > < ! ( ) { } [ ] ^ \" ~ * ? : \\ /",
                "/.*.*.*.*.*/ (a|b|c)+$ [a-z]{99}",
                "title.words:* OR _exists_:id",
                "🍵🍃👶🏽‍🦱 六安🍵瓜片",
                "\u202e瓜片\u202c שלום مرحبا",
                "\u0000\u0001\u200b\ufeff\ud800",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
                "a b c d e f g h i j k l m n o p q r s t u v w x y z a1 b2 c3 d4 e5 f6 g7 h8 i9",
                "xianxianxianxianxianxianxianxianxianxianxianxian"
            })
    void whatever_is_typed_is_answered_from_the_index(String words) {
        assertThatCode(() -> {
                    assertThat(WORLD.search.search(ListingQuery.of(words)).degraded())
                            .isFalse();
                    WORLD.bean(Suggestions.class).suggest(words, Language.EN);
                    WORLD.search.marks(words, "六安瓜片 Guapian");
                })
                .doesNotThrowAnyException();
    }

    private static void lay(
            SearchRule.Kind kind,
            String words,
            List<ProductId> products,
            List<String> alternatives,
            @Nullable String path) {
        WORLD.bean(SearchRules.class)
                .set(new SearchRule(kind, words, products, alternatives, path, new UUID(0, 1), Instant.EPOCH));
    }

    /** Pages are kept for a moment. */
    private static void assertFirst(String words, String key) {
        await().atMost(KEPT).untilAsserted(() -> assertThat(WORLD.find(words)).startsWith(key));
    }
}
