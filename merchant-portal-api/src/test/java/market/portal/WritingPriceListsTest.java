package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import market.kernel.Actor;
import market.portal.PortalWorld.Seller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Price lists over the merchant surface. */
class WritingPriceListsTest {

    private static final String SET = """
            mutation ($v0: PriceListSetInput!) {
              priceListSet(input: $v0) {
                priceList {
                  id code name currency priority validFrom validUntil version removedAt
                  audience { customerGroup company channel pavilionHandle }
                }
                userErrors { code field message currentVersion }
              }
            }
            """;
    private static final String REMOVE = """
            mutation ($v0: PriceListRemoveInput!) {
              priceListRemove(input: $v0) { priceList { version removedAt } userErrors { code field currentVersion } }
            }
            """;
    private static final String ENTRIES = """
            mutation ($v0: PriceListEntriesSetInput!) {
              priceListEntriesSet(input: $v0) { priceList { version } userErrors { code field message currentVersion } }
            }
            """;
    private static final String READ = """
            query ($v0: ID!) {
              priceListEntries(priceListId: $v0, first: 10) {
                edges { node { id variant { sku } prices { startsAt tiers {
                  minQuantity price { amount currency } quantityStep maxQuantity } } } }
              }
            }
            """;
    private static final String CHANGES = """
            query ($v0: ID!) {
              priceChanges(variantId: $v0) {
                edges { node {
                  id changedBy priceList { code } listPrice { amount } tiers { customerGroup } audience { company } priority
                  prices { tiers { price { amount } } }
                } }
              }
            }
            """;
    private static final String PRICE = """
            query ($v0: PurchaseInput!) {
              priceAt(purchase: $v0) {
                unitPrice { amount } total { amount } minQuantity quantityStep maxQuantity trace { rule unitPrice { amount } }
              }
            }
            """;

    private final Seller seller = WORLD.seller();

    @Test
    void a_list_is_made_filled_read_priced_by_and_taken_back() {
        var list = made("SPRING", Map.of("company", "合肥茶行"));
        assertThat(list.deepCopy().without("id").toString()).isEqualTo("""
                {"code":"SPRING","name":"春季价","currency":"CNY","priority":3,"validFrom":null,"validUntil":null,"version":1,\
                "removedAt":null,"audience":{"customerGroup":null,"company":"合肥茶行","channel":null,"pavilionHandle":null}}""");
        var id = list.at("/id").asText();

        assertThat(fill(id, 1, key(), List.of(row(seller.smallId(), List.of(tier("6", "80.50"), tier("60", "70")))))
                        .toString())
                .isEqualTo("{\"priceList\":{\"version\":2},\"userErrors\":[]}");

        assertThat(WORLD.merchant(seller.user(), READ, id)
                        .at("/data/priceListEntries/edges/0/node/prices")
                        .toString())
                .isEqualTo("""
                        [{"startsAt":null,"tiers":[{"minQuantity":"6","price":{"amount":"80.50","currency":"CNY"},\
                        "quantityStep":null,"maxQuantity":null},{"minQuantity":"60","price":{"amount":"70.00",\
                        "currency":"CNY"},"quantityStep":null,"maxQuantity":null}]}]""");
        assertThat(price("合肥茶行", 60).toString()).isEqualTo("""
                {"unitPrice":{"amount":"70.00"},"total":{"amount":"4200.00"},"minQuantity":"6","quantityStep":"1",\
                "maxQuantity":null,"trace":[{"rule":"LIST","unitPrice":{"amount":"100.00"}},\
                {"rule":"PRICE_LIST_SPRING_FROM_60","unitPrice":{"amount":"70.00"}}]}""");
        assertThat(price("上海茶行", 60).at("/unitPrice/amount").asText()).isEqualTo("100.00");
        assertThat(remove(seller, id, 2).at("/priceList/version").asInt()).isEqualTo(3);
        assertThat(price("合肥茶行", 60).at("/unitPrice/amount").asText()).isEqualTo("100.00");
        var changes = WORLD.merchant(seller.user(), CHANGES, seller.smallId()).at("/data/priceChanges/edges");
        assertThat(IntStream.range(0, changes.size())
                        .mapToObj(i -> changes.at("/" + i + "/node/priceList/code")
                                        .asText("own") + " "
                                + changes.at("/" + i + "/node/prices").size() + " "
                                + changes.at("/" + i + "/node/audience/company").asText()))
                .containsExactly("SPRING 0 ", "SPRING 1 合肥茶行", "own 0 ");
        assertThat(changes.at("/0/node/changedBy").asText())
                .isEqualTo(((Actor.MerchantUser) seller.user()).credential().toString());
        for (var node : List.of(id, changes.at("/0/node/id").asText())) {
            assertThat(WORLD.merchant(seller.user(), "query ($v0: ID!) { node(id: $v0) { id } }", node)
                            .at("/data/node/id")
                            .asText())
                    .isEqualTo(node);
        }
    }

    @Test
    void of_two_who_edit_a_list_the_later_is_told_the_version_now() {
        var id = made("SHARED", Map.of()).at("/id").asText();
        fill(id, 1, key(), List.of(row(seller.smallId(), List.of(tier("1", "90")))));

        var late = fill(id, 1, key(), List.of(row(seller.smallId(), List.of(tier("1", "50")))));
        var again =
                WORLD.merchant(seller.user(), SET, list("SHARED", Map.of(), 1)).at("/data/priceListSet");

        assertThat(late.toString()).isEqualTo("""
                {"priceList":null,"userErrors":[{"code":"VERSION_CONFLICT","field":["input","expectedVersion"],\
                "message":"内容已有变化，请刷新后再试","currentVersion":2}]}""");
        assertThat(again.at("/userErrors/0/code").asText()).isEqualTo("VERSION_CONFLICT");
        assertThat(price(null, 1).at("/unitPrice/amount").asText()).isEqualTo("90.00");
    }

    @Test
    void a_repeated_set_is_done_once_and_a_key_stands_for_one_input() {
        var id = made("REPEATED", Map.of()).at("/id").asText();
        var key = key();

        var first = fill(id, 1, key, List.of(row(seller.smallId(), List.of(tier("1", "90")))));

        assertThat(fill(id, 1, key, List.of(row(seller.smallId(), List.of(tier("1", "90"))))))
                .isEqualTo(first);
        assertThat(fill(id, 2, key, List.of(row(seller.smallId(), List.of(tier("1", "10")))))
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(price(null, 1).at("/unitPrice/amount").asText()).isEqualTo("90.00");
    }

    @Test
    void a_refused_bulk_set_names_every_place_and_changes_nothing() {
        var id = made("REFUSED", Map.of()).at("/id").asText();
        var dollars = new HashMap<>(list("DOLLARS", Map.of(), 0));
        dollars.put("currency", "USD");
        var foreign = WORLD.merchant(seller.user(), SET, dollars)
                .at("/data/priceListSet/priceList/id")
                .asText();
        var key = key();

        var payload = fill(
                id,
                1,
                key,
                List.of(
                        row(seller.smallId(), List.of(tier("1", "90"))),
                        row(WORLD.seller().smallId(), List.of(tier("1", "90"))),
                        row(seller.smallId(), List.of(tier("1", "80"), tier("1", "70")))));

        assertThat(errors(payload))
                .isEqualTo("NOT_FOUND input.entries.1.variantId, INVALID input.entries.2.variantId, "
                        + "INVALID input.entries.2.prices.0.tiers.1.minQuantity, ");
        assertThat(errors(fill(id, 1, key(), List.of(row("var_x", List.of(tier("0.5", "0"), tier("1", "1.005")))))))
                .isEqualTo("INVALID input.entries.0.prices.0.tiers.0.minQuantity, "
                        + "INVALID input.entries.0.prices.0.tiers.0.price, "
                        + "INVALID input.entries.0.prices.0.tiers.1.price, NOT_FOUND input.entries.0.variantId, ");
        assertThat(errors(fill(foreign, 1, key(), List.of(row(seller.smallId(), List.of(tier("1", "90")))))))
                .isEqualTo("CURRENCY_MISMATCH input.entries.0.variantId, ");
        var many = Collections.nCopies(251, row(seller.smallId(), List.of(tier("1", "90"))));
        assertThat(errors(fill(id, 1, key(), many))).isEqualTo("LIMIT_EXCEEDED input.entries, ");
        assertThat(WORLD.merchant(seller.user(), READ, id).at("/data/priceListEntries/edges"))
                .isEmpty();
        assertThat(price(null, 1).at("/unitPrice/amount").asText()).isEqualTo("100.00");
        // Nothing is remembered of what was refused: mended, it may come again under its key.
        assertThat(fill(id, 1, key, List.of(row(seller.smallId(), List.of(tier("1", "90")))))
                        .at("/priceList/version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void another_merchants_list_can_neither_be_seen_nor_written() {
        var other = WORLD.seller();
        var id = made("OWN", Map.of()).at("/id").asText();
        fill(id, 1, key(), List.of(row(seller.smallId(), List.of(tier("1", "90")))));
        var input = Map.of(
                "priceListId",
                id,
                "expectedVersion",
                2,
                "idempotencyKey",
                key(),
                "entries",
                List.of(row(other.smallId(), List.of(tier("1", "1")))));

        var unknown = WORLD.unknown("prl");

        assertThat(errors(WORLD.merchant(other.user(), ENTRIES, input).at("/data/priceListEntriesSet")))
                .isEqualTo("NOT_FOUND input.priceListId, ");
        assertThat(remove(other, id, 2)).isEqualTo(remove(other, unknown, 2));
        assertThat(WORLD.merchant(other.user(), READ, id)).isEqualTo(WORLD.merchant(other.user(), READ, unknown));
        assertThat(WORLD.merchant(other.user(), CHANGES, seller.smallId()))
                .isEqualTo(WORLD.merchant(other.user(), CHANGES, WORLD.unknown("var")));
        assertThat(WORLD.merchant(other.user(), PRICE, purchase(seller, null, 1))
                        .at("/data/priceAt")
                        .isNull())
                .isTrue();
        assertThat(WORLD.merchant(
                                other.user(),
                                "{ priceLists { edges { node { id } } } priceList(code: \"OWN\") { id } }")
                        .at("/data")
                        .toString())
                .isEqualTo("{\"priceLists\":{\"edges\":[]},\"priceList\":null}");
        assertThat(price(null, 1).at("/unitPrice/amount").asText()).isEqualTo("90.00");
    }

    private ObjectNode made(String code, Map<String, Object> audience) {
        var payload =
                WORLD.merchant(seller.user(), SET, list(code, audience, 0)).at("/data/priceListSet");
        assertThat(payload.at("/userErrors")).isEmpty();
        return (ObjectNode) payload.at("/priceList");
    }

    private static Map<String, Object> list(String code, Map<String, Object> audience, int expectedVersion) {
        return Map.of(
                "code",
                code,
                "name",
                "春季价",
                "currency",
                "CNY",
                "audience",
                audience,
                "priority",
                3,
                "expectedVersion",
                expectedVersion);
    }

    private JsonNode fill(String list, int expectedVersion, String key, List<Map<String, Object>> rows) {
        return WORLD.merchant(
                        seller.user(),
                        ENTRIES,
                        Map.of(
                                "priceListId",
                                list,
                                "expectedVersion",
                                expectedVersion,
                                "idempotencyKey",
                                key,
                                "entries",
                                rows))
                .at("/data/priceListEntriesSet");
    }

    private static JsonNode remove(Seller by, String list, int expectedVersion) {
        return WORLD.merchant(by.user(), REMOVE, Map.of("priceListId", list, "expectedVersion", expectedVersion))
                .at("/data/priceListRemove");
    }

    private static Map<String, Object> row(String variant, List<Map<String, Object>> tiers) {
        return Map.of("variantId", variant, "prices", List.of(Map.of("tiers", tiers)));
    }

    private static Map<String, Object> tier(String from, String price) {
        return Map.of("minQuantity", from, "price", price);
    }

    private static Map<String, Object> purchase(Seller of, @Nullable String company, int pieces) {
        return company == null
                ? Map.of("variantId", of.smallId(), "quantity", String.valueOf(pieces))
                : Map.of("variantId", of.smallId(), "quantity", String.valueOf(pieces), "company", company);
    }

    private JsonNode price(@Nullable String company, int pieces) {
        return WORLD.merchant(seller.user(), PRICE, purchase(seller, company, pieces))
                .at("/data/priceAt");
    }

    private static String errors(JsonNode payload) {
        var text = new StringBuilder();
        payload.at("/userErrors").forEach(error -> {
            text.append(error.at("/code").asText()).append(' ');
            var path = new ArrayList<String>();
            error.at("/field").forEach(step -> path.add(step.asText()));
            text.append(String.join(".", path)).append(", ");
        });
        return text.toString();
    }
}
