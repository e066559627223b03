package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;

/** The operator keeps the words of which merchants are warned. */
class KeepingForbiddenClaimsTest {

    private static final String SET = """
            mutation ($v0: ForbiddenClaimSetInput!) {
              forbiddenClaimSet(input: $v0) { forbiddenClaim { word reason } userErrors { code field message } }
            }
            """;
    private static final String REMOVE = """
            mutation ($v0: ForbiddenClaimRemoveInput!) {
              forbiddenClaimRemove(input: $v0) { word userErrors { code field } }
            }
            """;
    private static final String TEXTS = """
            mutation ($v0: ProductTextsSetInput!) {
              productTextsSet(input: $v0) { product { version } warnings { word message } userErrors { code } }
            }
            """;

    private final Actor operator = new Actor.Operator(WORLD.ids.next(), Set.of("catalog.read", "catalog.write"));
    private final Seller seller = WORLD.seller();
    private int version = 1;

    @Test
    void a_word_is_warned_of_from_the_moment_on_at_which_it_is_known_until_it_is_taken_away() {
        assertThat(warnings("宇宙级好茶")).isEmpty();

        assertThat(set(" 宇宙级 ", "不得夸大").at("/forbiddenClaim").toString())
                .isEqualTo("{\"word\":\"宇宙级\",\"reason\":\"不得夸大\"}");
        assertThat(warnings("宇宙级好茶").toString()).isEqualTo("[{\"word\":\"宇宙级\",\"message\":\"不得夸大\"}]");
        set("宇宙级", "广告法第九条");
        assertThat(warnings("宇宙级好茶").at("/0/message").asText()).isEqualTo("广告法第九条");
        assertThat(words()).contains("宇宙级", "国家级").isSorted();
        assertThat(remove("宇宙级").at("/word").asText()).isEqualTo("宇宙级");
        assertThat(warnings("宇宙级好茶")).isEmpty();
        assertThat(remove("宇宙级").toString())
                .isEqualTo("{\"word\":null,\"userErrors\":[{\"code\":\"NOT_FOUND\",\"field\":[\"input\",\"word\"]}]}");
    }

    @Test
    void a_reason_in_one_language_is_told_to_readers_of_the_other() {
        set("天下无双", "不得绝对化");

        var claims = WORLD.run(Surface.OPERATOR, operator, Language.EN, "{ forbiddenClaims { word reason } }")
                .at("/data/forbiddenClaims")
                .toString();

        assertThat(claims)
                .contains("{\"word\":\"天下无双\",\"reason\":\"不得绝对化\"}")
                .contains("Article 9 of the Advertising Law");
        remove("天下无双");
    }

    @Test
    void words_that_are_too_short_or_too_long_and_reasons_that_say_nothing_are_refused_and_nothing_is_known_of_them() {
        var before = words();

        for (var word : List.of("", " 最 ", "很".repeat(31))) {
            assertThat(set(word, "理由").at("/userErrors/0/field/1").asText()).isEqualTo("word");
        }
        assertThat(set("史上最强", " ").at("/userErrors/0/field").toString())
                .isEqualTo("[\"input\",\"reasons\",\"0\",\"value\"]");

        assertThat(words()).isEqualTo(before);
    }

    private JsonNode set(String word, String reason) {
        return WORLD.operator(
                        operator,
                        SET,
                        Map.of("word", word, "reasons", List.of(Map.of("language", "zh-CN", "value", reason))))
                .at("/data/forbiddenClaimSet");
    }

    private JsonNode remove(String word) {
        return WORLD.operator(operator, REMOVE, Map.of("word", word)).at("/data/forbiddenClaimRemove");
    }

    private List<String> words() {
        return WORLD.operator(operator, "{ forbiddenClaims { word } }").findValuesAsText("word");
    }

    private JsonNode warnings(String title) {
        var payload = WORLD.merchant(
                        seller.user(),
                        TEXTS,
                        Map.of(
                                "productId", seller.productId(),
                                "titles", List.of(Map.of("language", "zh-CN", "value", title)),
                                "expectedVersion", version++))
                .at("/data/productTextsSet");
        assertThat(payload.at("/userErrors")).isEmpty();
        return payload.at("/warnings");
    }
}
