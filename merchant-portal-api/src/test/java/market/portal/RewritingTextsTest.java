package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewritingTextsTest {

    private static final String SET = """
            mutation ($v0: ProductTextsSetInput!) {
              productTextsSet(input: $v0) {
                product { version titles { language value } descriptions { language value } }
                warnings { field word message }
                userErrors { code field message currentVersion }
              }
            }
            """;

    private final Seller seller = WORLD.seller();

    private static Map<String, String> text(String language, String value) {
        return Map.of("language", language, "value", value);
    }

    private JsonNode set(Seller by, Map<String, Object> texts, int expectedVersion) {
        var input = new HashMap<>(texts);
        input.put("productId", seller.productId());
        input.put("expectedVersion", expectedVersion);
        return WORLD.merchant(by.user(), SET, input).at("/data/productTextsSet");
    }

    @Test
    void both_languages_are_set_and_a_list_left_out_stays_as_it_is() {
        var before = WORLD.products.find(seller.product()).orElseThrow();

        var payload = set(seller, Map.of("titles", List.of(text("en", "Spring tea "), text("zh-cn", "春茶"))), 1);

        assertThat(payload.at("/userErrors")).isEmpty();
        assertThat(payload.at("/product/titles").toString()).isEqualTo("""
                [{"language":"zh-CN","value":"春茶"},{"language":"en","value":"Spring tea"}]""");
        assertThat(payload.at("/product/version").asInt()).isEqualTo(2);
        var after = WORLD.products.find(seller.product()).orElseThrow();
        assertThat(after.description()).isEqualTo(before.description());
    }

    @Test
    void claims_that_advertising_law_does_not_allow_are_told_and_the_texts_are_set_all_the_same() {
        var payload = set(
                seller,
                Map.of("titles", List.of(text("zh-CN", "全国第一春茶")), "descriptions", List.of(text("zh-CN", "根治百病"))),
                1);

        assertThat(payload.at("/product/version").asInt()).isEqualTo(2);
        assertThat(payload.at("/warnings")).hasSize(2);
        assertThat(payload.at("/warnings/0/field/1").asText()).isEqualTo("titles");
        assertThat(payload.at("/warnings/0/word").asText()).isEqualTo("全国第一");
        assertThat(payload.at("/warnings/1/word").asText()).isEqualTo("根治");
        assertThat(set(seller, Map.of("titles", List.of(text("zh-CN", "春茶"))), 2)
                        .at("/warnings/0/field/1")
                        .asText())
                .isEqualTo("descriptions");
    }

    @Test
    void a_list_replaces_all_languages() {
        set(seller, Map.of("titles", List.of(text("zh-CN", "春茶"), text("en", "Spring tea"))), 1);

        set(seller, Map.of("titles", List.of(text("zh-CN", "夏茶"))), 2);

        var title = WORLD.products.find(seller.product()).orElseThrow().title();
        assertThat(title.zh()).isEqualTo("夏茶");
        assertThat(title.en()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Spring tea, [\"input\";\"titles\"]",
        "fr, Thé de printemps, [\"input\";\"titles\";\"0\";\"language\"]",
        "zh-CN, ' ', [\"input\";\"titles\";\"0\";\"value\"]"
    })
    void a_text_that_cannot_be_taken_is_named_and_nothing_changes(String language, String value, String path) {
        var payload = set(seller, Map.of("titles", List.of(text(language, value))), 1);

        assertThat(payload.at("/product").isNull()).isTrue();
        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("INVALID");
        assertThat(payload.at("/userErrors/0/field").toString()).isEqualTo(path.replace(';', ','));
        assertThat(WORLD.products.find(seller.product()).orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    void a_text_written_over_somebody_elses_change_is_refused() {
        var payload = set(seller, Map.of("titles", List.of(text("zh-CN", "春茶"))), 7);

        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("VERSION_CONFLICT");
        assertThat(payload.at("/userErrors/0/currentVersion").asInt()).isEqualTo(1);
        assertThat(WORLD.products.find(seller.product()).orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    void another_merchant_finds_no_such_product() {
        var payload = set(WORLD.seller(), Map.of("titles", List.of(text("zh-CN", "春茶"))), 1);

        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(WORLD.products.find(seller.product()).orElseThrow().version())
                .isEqualTo(1);
    }
}
