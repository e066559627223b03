package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.kernel.Json;
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
                product { id version status attributes { code values texts { language value } } }
                userErrors { code field message currentVersion }
              }
            }""";
    private static final String SET_STATUS = """
            mutation Status($input: ProductStatusSetInput!) {
              productStatusSet(input: $input) { product { status } userErrors { code field message } }
            }""";
    private static final String REFERRED = """
            query Own { product(by: { key: "wanfohu-bighead-organic" }) { id version } }""";
    private static final String PAGE = """
            query Page {
              product(by: { handle: "qianjiang-crayfish-live" }) {
                attributes { code values displayValue product { id handle title } }
              }
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
            var fish = seller.ask(REFERRED, Map.of());
            var fishId = fish.text("/product/id");

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
                var found = search(town, "小龙虾", "crayfish_state", "live");
                assertThat(handles(found)).containsExactly(HANDLE);
                assertThat(found.list("/productSearch/facets"))
                        .anyMatch(facet -> facet.text("/code").equals("crayfish_state"))
                        .anyMatch(facet -> facet.text("/code").equals("served_with")
                                && facet.text("/values/0/value").equals(fishId)
                                && facet.text("/values/0/label").equals("万佛湖有机胖头鱼"));
            });
            for (var words : List.of("十三香", "thirteen spices", "小龙虾")) {
                assertThat(handles(search(town, words, "served_with", fishId)))
                        .as(words)
                        .containsExactly(HANDLE);
            }
            assertThat(facts(page(town, "zh-CN")))
                    .containsExactly("鲜活", "45 g", "用十三香烧制", "万佛湖有机胖头鱼 wanfohu-bighead-organic " + fishId);
            assertThat(facts(page(town, "en")))
                    .containsExactly(
                            "鲜活",
                            "45 g",
                            "braise with thirteen spices",
                            "Wanfohu organic bighead carp wanfohu-bighead-organic " + fishId);

            // Nothing breaks when the goods that are referred to leave the shelf: they are not shown any more.
            seller.change(
                    SET_STATUS,
                    Map.of(
                            "productId",
                            fishId,
                            "status",
                            "WITHDRAWN",
                            "expectedVersion",
                            fish.whole("/product/version")));
            await().atMost(FOUND).untilAsserted(() -> {
                assertThat(facts(page(town, "zh-CN"))).containsExactly("鲜活", "45 g", "用十三香烧制");
                var found = search(town, "小龙虾", "served_with", fishId);
                assertThat(handles(found)).containsExactly(HANDLE);
                assertThat(found.list("/productSearch/facets"))
                        .noneMatch(facet -> facet.text("/code").equals("served_with"));
            });

            var narrowed = town.operator().attempt(SET_TYPE, type("frozen", 1));
            assertThat(narrowed.text("/userErrors/0/code")).isEqualTo("IN_USE");
            assertThat(narrowed.text("/breaches/0/productId")).isEqualTo(made.text("/product/id"));
            assertThat(narrowed.text("/breaches/0/fields/0")).isEqualTo("attributes.crayfish_state");
        }
    }

    private static Answer search(Town town, String words, String attribute, String value) {
        var filter = Map.of("attribute", Map.of("code", attribute, "values", List.of(value)));
        return town.guest().caller().ask(SEARCH, Map.of("input", Map.of("query", words, "filters", List.of(filter))));
    }

    private static List<String> handles(Answer found) {
        return found.at("/productSearch").nodes("").stream()
                .map(hit -> hit.text("/handle"))
                .toList();
    }

    private static Answer page(Town town, String language) {
        var answer = town.http()
                .send(HttpRequest.newBuilder(town.engine().resolve("/graphql"))
                        .header("Content-Type", "application/json")
                        .header("Accept-Language", language)
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("query", PAGE)))));
        return new Answer(Json.read(answer.body(), JsonNode.class)).at("/data/product");
    }

    /** What is said of goods, and the goods that it leads to. */
    private static List<String> facts(Answer page) {
        return page.list("/attributes").stream()
                .map(fact -> fact.isNothing("/product")
                        ? fact.text("/displayValue")
                        : String.join(
                                " ", fact.text("/product/title"), fact.text("/product/handle"), fact.text("/values/0")))
                .toList();
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
                                "80"),
                        Map.of(
                                "code",
                                "cooking",
                                "type",
                                "LOCALIZED_TEXT",
                                "level",
                                "PRODUCT",
                                "names",
                                texts("做法"),
                                "isSearchable",
                                true),
                        Map.of(
                                "code",
                                "served_with",
                                "type",
                                "REFERENCE",
                                "level",
                                "PRODUCT",
                                "names",
                                texts("同桌好菜"),
                                "isFilterable",
                                true)),
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
                                Map.of("code", "piece_weight", "values", List.of(grams)),
                                Map.of(
                                        "code",
                                        "cooking",
                                        "texts",
                                        List.of(
                                                Map.of("language", "zh-CN", "value", "用十三香烧制"),
                                                Map.of("language", "en", "value", "braise with thirteen spices"))),
                                Map.of("code", "served_with", "values", List.of("wanfohu-bighead-organic")))),
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

    private static List<Map<String, String>> texts(String chinese) {
        return List.of(Map.of("language", "zh-CN", "value", chinese));
    }
}
