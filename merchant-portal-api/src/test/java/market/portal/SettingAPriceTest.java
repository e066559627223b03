package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import market.graphql.Surface;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingAPriceTest {

    private static final String SET = """
            mutation ($v0: VariantPriceSetInput!) {
              variantPriceSet(input: $v0) {
                product {
                  version
                  variants { edges { node { sku price { amount currency } tiers { customerGroup price { amount } } } } }
                }
                userErrors { code field message currentVersion }
              }
            }
            """;

    private final Seller seller = WORLD.seller();

    private Map<String, Object> input(String price, String currency, int expectedVersion) {
        return Map.of(
                "variantId",
                seller.smallId(),
                "price",
                price,
                "currency",
                currency,
                "expectedVersion",
                expectedVersion);
    }

    private JsonNode set(String price, String currency, int expectedVersion) {
        return WORLD.merchant(seller.user(), SET, input(price, currency, expectedVersion))
                .at("/data/variantPriceSet");
    }

    private void assertNothingChanged() {
        var product = WORLD.products.find(seller.product()).orElseThrow();
        assertThat(product.version()).isEqualTo(1);
        assertThat(product.variants().getFirst().price().minor()).isEqualTo(10_000);
    }

    @Test
    void the_new_price_is_in_the_product_among_all_its_variants() {
        var payload = set("118.50", "CNY", 1);

        assertThat(payload.at("/userErrors")).isEmpty();
        assertThat(payload.at("/product/version").asInt()).isEqualTo(2);
        assertThat(payload.at("/product/variants/edges")).hasSize(2);
        assertThat(payload.at("/product/variants/edges/0/node/price").toString())
                .isEqualTo("{\"amount\":\"118.50\",\"currency\":\"CNY\"}");
        assertThat(payload.at("/product/variants/edges/0/node/tiers").toString())
                .isEqualTo("[{\"customerGroup\":\"TRADE\",\"price\":{\"amount\":\"90.00\"}}]");
        assertThat(payload.at("/product/variants/edges/1/node/price/amount").asText())
                .isEqualTo("190.00");
    }

    @Test
    void a_price_for_an_older_version_is_refused_with_the_version_now() {
        set("118.50", "CNY", 1);

        var payload = set("99.00", "CNY", 1);

        assertThat(payload.toString()).isEqualTo("""
                        {"product":null,"userErrors":[{"code":"VERSION_CONFLICT","field":["input","expectedVersion"],\
                        "message":"内容已有变化，请刷新后再试","currentVersion":2}]}""");
        assertThat(WORLD.products
                        .find(seller.product())
                        .orElseThrow()
                        .variants()
                        .getFirst()
                        .price()
                        .minor())
                .isEqualTo(11_850);
    }

    @ParameterizedTest
    @CsvSource({
        "0, CNY",
        "-1.00, CNY",
        "1.005, CNY",
        "1.00, USD",
        "100000000.01, CNY",
        "999999999999999999, CNY",
        "5, XTS"
    })
    void a_price_that_no_goods_can_have_is_refused(String price, String currency) {
        var payload = set(price, currency, 1);

        assertThat(payload.at("/product").isNull()).isTrue();
        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("INVALID");
        assertThat(payload.at("/userErrors/0/field").toString()).isEqualTo("[\"input\",\"price\"]");
        assertNothingChanged();
    }

    @Test
    void people_are_told_in_their_language() {
        var answer = WORLD.run(Surface.MERCHANT, seller.user(), Language.EN, SET, input("0", "CNY", 1));

        assertThat(answer.at("/data/variantPriceSet/userErrors/0/message").asText())
                .isEqualTo("This value is not allowed");
    }

    @Test
    void a_product_is_read_by_its_key_with_its_texts_and_stock() {
        var answer = WORLD.merchant(seller.user(), """
                query ($v0: String!) {
                  product(by: { key: $v0 }) {
                    key status titles { language value } kind { code name }
                    variants(first: 1) {
                      edges { node { stockLevels { location { code } onHand committed available } } }
                      pageInfo { hasNextPage }
                    }
                  }
                }
                """, seller.key());

        assertThat(answer.at("/data/product").toString()).isEqualTo("""
                        {"key":"%s","status":"LISTED","titles":[{"language":"zh-CN","value":"六安瓜片"},\
                        {"language":"en","value":"Lu'an Guapian"}],"kind":{"code":"tea","name":"茶叶"},\
                        "variants":{"edges":[{"node":{"stockLevels":[{"location":{"code":"main"},"onHand":"10",\
                        "committed":"0","available":"10"}]}}],"pageInfo":{"hasNextPage":true}}}""".formatted(seller.key()));
    }
}
