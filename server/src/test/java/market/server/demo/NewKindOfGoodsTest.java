package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a kind of goods that nobody thought of is defined, listed, validated, found and filtered while the engine runs. */
final class NewKindOfGoodsTest {

    private static final Duration FOUND = Duration.ofSeconds(20);
    private static final String HANDLE = "qianjiang-crayfish-live";
    private static final String SET_CATEGORY = """
            mutation Category($input: CategorySetInput!) {
              categorySet(input: $input) { category { code } userErrors { code field message } }
            }""";
    private static final String SET_TYPE = """
            mutation Type($input: ProductKindSetInput!) {
              productKindSet(input: $input) {
                productKind { code version attributes { code type choices { value name } } }
                breaches { productId fields }
                breachCount
                userErrors { code field message currentVersion }
              }
            }""";
    private static final String SET_PRODUCT = """
            mutation Product($input: ProductSetInput!) {
              productSet(input: $input) {
                product { id version status attributes { code values } }
                userErrors { code field message currentVersion }
              }
            }""";
    private static final String SET_STATUS = """
            mutation Status($input: ProductStatusSetInput!) {
              productStatusSet(input: $input) { product { status } userErrors { code field message } }
            }""";
    private static final String SEARCH = """
            query Found($input: ProductSearchInput!) {
              productSearch(input: $input, first: 10) {
                edges { node { handle } }
                facets { code values { value label count } }
              }
            }""";

    @TempDir
    private static Path folder;

    @Test
    void crayfish_are_defined_listed_validated_found_and_filtered_without_a_restart() {
        try (var engine = TestEngine.start(folder)) {
            var town = new Town(engine.url(), new Report(_ -> {}));
            new FindingGoods(town).awaitIndex();
            town.operator().change(SET_CATEGORY, category());
            assertThat(town.operator().change(SET_TYPE, type("live", 0)).whole("/productKind/version"))
                    .isEqualTo(1);
            var seller = town.merchant("wanfohu-organic-fish").caller();

            var refused = seller.attempt(SET_PRODUCT, product("95", 0));
            assertThat(refused.isNothing("/product")).isTrue();
            assertThat(refused.list("/userErrors"))
                    .singleElement()
                    .matches(error ->
                            error.at("/field").node().toString().equals("[\"input\",\"attributes\",\"1\",\"values\"]"));
            var made = seller.change(SET_PRODUCT, product("45", 0));
            assertThat(made.text("/product/status")).isEqualTo("DRAFT");
            assertThat(seller.attempt(SET_PRODUCT, product("46", 0)).whole("/userErrors/0/currentVersion"))
                    .isEqualTo(1);
            seller.change(
                    SET_STATUS,
                    Map.of("productId", made.text("/product/id"), "status", "LISTED", "expectedVersion", 1));

            await().atMost(FOUND).ignoreExceptions().untilAsserted(() -> {
                var found = town.guest()
                        .caller()
                        .ask(SEARCH, Map.of("input", Map.of("query", "小龙虾", "filters", List.of(filter()))));
                assertThat(found.at("/productSearch").nodes(""))
                        .extracting(hit -> hit.text("/handle"))
                        .containsExactly(HANDLE);
                assertThat(found.list("/productSearch/facets"))
                        .anyMatch(facet -> facet.text("/code").equals("crayfish_state"));
            });
            var narrowed = town.operator().attempt(SET_TYPE, type("frozen", 1));
            assertThat(narrowed.text("/userErrors/0/code")).isEqualTo("IN_USE");
            assertThat(narrowed.text("/breaches/0/productId")).isEqualTo(made.text("/product/id"));
            assertThat(narrowed.text("/breaches/0/fields/0")).isEqualTo("attributes.crayfish_state");
        }
    }

    private static Map<String, Object> category() {
        return Map.of("code", "crayfish", "names", texts("小龙虾"), "commissionRate", "0.03", "position", 90);
    }

    private static Map<String, Object> type(String state, int expectedVersion) {
        return Map.of(
                "code",
                "crayfish",
                "names",
                texts("小龙虾"),
                "categoryCode",
                "crayfish",
                "attributes",
                List.of(
                        Map.of(
                                "code",
                                "crayfish_state",
                                "type",
                                "CHOICE",
                                "level",
                                "PRODUCT",
                                "names",
                                texts("状态"),
                                "isFilterable",
                                true,
                                "isSearchable",
                                true,
                                "choices",
                                List.of(Map.of("value", state, "names", texts("鲜活")))),
                        Map.of(
                                "code",
                                "piece_weight",
                                "type",
                                "MEASURE",
                                "level",
                                "PRODUCT",
                                "names",
                                texts("单只重量"),
                                "unit",
                                "GRM",
                                "isRequired",
                                true,
                                "min",
                                "10",
                                "max",
                                "80")),
                "expectedVersion",
                expectedVersion);
    }

    private static Map<String, Object> product(String grams, int expectedVersion) {
        return Map.ofEntries(
                Map.entry("key", "crayfish-live"),
                Map.entry("handle", HANDLE),
                Map.entry("kindCode", "crayfish"),
                Map.entry("titles", texts("万佛湖清水小龙虾")),
                Map.entry("descriptions", texts("当天捕捞。")),
                Map.entry("originCode", "341523"),
                Map.entry(
                        "attributes",
                        List.of(
                                Map.of("code", "crayfish_state", "values", List.of("live")),
                                Map.of("code", "piece_weight", "values", List.of(grams)))),
                Map.entry(
                        "variants",
                        List.of(Map.of(
                                "sku",
                                "XLX-1000",
                                "attributes",
                                List.of(),
                                "price",
                                "68.00",
                                "currency",
                                "CNY",
                                "netWeightGrams",
                                "1000"))),
                Map.entry("expectedVersion", expectedVersion));
    }

    private static Map<String, Object> filter() {
        return Map.of("attribute", Map.of("code", "crayfish_state", "values", List.of("live")));
    }

    private static List<Map<String, String>> texts(String chinese) {
        return List.of(Map.of("language", "zh-CN", "value", chinese));
    }
}
