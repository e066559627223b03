package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import market.portal.PortalWorld.Seller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingPreSalesTest {

    private static final String SET = """
            mutation ($v0: VariantPreSaleSetInput!) {
              variantPreSaleSet(input: $v0) {
                product { variants(first: 1) { edges { node { preSale { shipsFrom endsAt } } } } }
                userErrors { code field currentVersion }
              }
            }
            """;

    private final Seller seller = WORLD.seller();
    private final LocalDate day = LocalDate.ofInstant(WORLD.bean(Clock.class).instant(), ZoneId.of("Asia/Shanghai"))
            .plusDays(9);

    @Test
    void a_variant_is_sold_ahead_until_its_merchant_sells_it_as_usual() {
        var version = version();

        var set = set(seller, version, preSale(day, day + "T15:59:59Z"));

        assertThat(set.at("/product/variants/edges/0/node/preSale").toString())
                .isEqualTo("{\"shipsFrom\":\"%s\",\"endsAt\":\"%sT15:59:59Z\"}".formatted(day, day));
        assertThat(version()).isEqualTo(version + 1);
        assertThat(set(seller, version + 1, null)
                        .at("/product/variants/edges/0/node/preSale")
                        .isNull())
                .isTrue();
    }

    @Test
    void every_refusal_names_its_place_and_changes_nothing() {
        var version = version();
        var good = preSale(day, day + "T10:00:00+08:00");

        assertRefused(set(WORLD.seller(), version, good), "NOT_FOUND", "[\"input\",\"variantId\"]");
        assertRefused(set(seller, version + 1, good), "VERSION_CONFLICT", "[\"input\",\"expectedVersion\"]");
        assertRefused(
                set(seller, version, preSale(day.minusDays(9), day + "T10:00:00Z")),
                "INVALID",
                "[\"input\",\"preSale\",\"shipsFrom\"]");
        assertRefused(
                set(seller, version, preSale(day, day + "T16:00:01Z")),
                "INVALID",
                "[\"input\",\"preSale\",\"endsAt\"]");
        assertThat(version()).isEqualTo(version);
    }

    private JsonNode set(Seller caller, int version, @Nullable Map<String, ?> preSale) {
        var input = new HashMap<String, @Nullable Object>(
                Map.of("variantId", seller.smallId(), "expectedVersion", version));
        input.put("preSale", preSale);
        return WORLD.merchant(caller.user(), SET, input).at("/data/variantPreSaleSet");
    }

    private static Map<String, ?> preSale(LocalDate shipsFrom, String endsAt) {
        return Map.of("shipsFrom", shipsFrom.toString(), "endsAt", endsAt);
    }

    private int version() {
        return WORLD.merchant(
                        seller.user(), "query ($v0: ID!) { product(by: { id: $v0 }) { version } }", seller.productId())
                .at("/data/product/version")
                .asInt();
    }

    private static void assertRefused(JsonNode payload, String code, String field) {
        assertThat(payload.at("/product").isNull()).isTrue();
        assertThat(payload.at("/userErrors")).hasSize(1);
        assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo(code);
        assertThat(payload.at("/userErrors/0/field").toString()).isEqualTo(field);
    }
}
