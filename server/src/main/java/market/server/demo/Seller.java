package market.server.demo;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a merchant does at its desk. */
record Seller(Caller caller) {

    private static final String PRODUCT = """
            query Product($key: String!) {
              product(by: { key: $key }) {
                id version
                variants(first: 100) {
                  edges { node { id sku price { amount } stockLevels { location { id code } onHand available } } }
                }
              }
            }""";
    private static final String PRICE = """
            mutation SetPrice($input: VariantPriceSetInput!) {
              variantPriceSet(input: $input) { product { version } userErrors { code field message } }
            }""";
    private static final String STOCK = """
            mutation AdjustStock($input: StockAdjustInput!) {
              stockAdjust(input: $input) { levels { onHand available } userErrors { code field message } }
            }""";
    private static final String ORDERS = """
            query Orders {
              orders(first: 100) {
                edges { node { id number status version total { amount } lines { sku title quantity } } }
              }
            }""";
    private static final String ORDER = "query Order($id: ID!) { order(id: $id) { id number } }";
    private static final String SHIP = """
            mutation Ship($input: FulfillmentCreateInput!) {
              fulfillmentCreate(input: $input) {
                order { number status shipments { carrierName trackingNumber batchCodes } }
                userErrors { code field message }
              }
            }""";
    private static final String STATEMENTS = """
            query Statements($after: String) {
              settlementStatements(first: 1) {
                edges { node {
                  id periodStart orderCount gross { amount } net { amount } due { amount }
                  lines(first: 100, after: $after) {
                    pageInfo { hasNextPage endCursor }
                    edges { node {
                      orderNumber completedAt
                      gross { amount } commission { amount } villageShare { amount } net { amount }
                    } }
                  }
                } }
              }
            }""";
    private static final int PAGES_MAX = 1_000;

    /** A variant with the stock of its first place. */
    Answer variant(String product, String sku) {
        return Answer.first(
                product(product).nodes("/variants"), each -> each.text("/sku").equals(sku));
    }

    Answer product(String key) {
        return caller.ask(PRODUCT, Map.of("key", key)).at("/product");
    }

    void setPrice(String product, String sku, BigDecimal price) {
        var before = product(product);
        var variant = Answer.first(
                before.nodes("/variants"), each -> each.text("/sku").equals(sku));
        caller.change(
                PRICE,
                Map.of(
                        "variantId", variant.text("/id"),
                        "price", price.toPlainString(),
                        "currency", "CNY",
                        "expectedVersion", before.whole("/version")));
    }

    /** Books pieces in or out at the variant's first place. */
    Answer adjustStock(String product, String sku, int delta, String reason) {
        var level = variant(product, sku).at("/stockLevels/0");
        var variant = variant(product, sku).text("/id");
        var change = Map.of(
                "variantId", variant,
                "locationId", level.text("/location/id"),
                "delta", Integer.toString(delta));
        return caller.change(STOCK, Map.of("changes", List.of(change), "reason", reason, "idempotencyKey", Town.key()))
                .at("/levels/0");
    }

    /** This merchant's part of an order, by the order's number. */
    Answer orderOf(String number) {
        return Answer.first(orders(), each -> each.text("/number").startsWith(number + "-"));
    }

    List<Answer> orders() {
        return caller.ask(ORDERS, Map.of()).nodes("/orders");
    }

    Answer order(String id) {
        return caller.ask(ORDER, Map.of("id", id)).at("/order");
    }

    Answer ship(Answer order, String tracking, List<String> batches) {
        return caller.change(
                        SHIP,
                        Map.of(
                                "orderId",
                                order.text("/id"),
                                "expectedVersion",
                                order.whole("/version"),
                                "carrier",
                                "SHUNFENG",
                                "trackingNumber",
                                tracking,
                                "batchCodes",
                                batches,
                                "idempotencyKey",
                                Town.key()))
                .at("/order");
    }

    /** The lines that the running month's statement has for an order. */
    List<Answer> settled(String number) {
        var variables = new HashMap<String, Object>();
        for (var page = 0; page < PAGES_MAX; page++) {
            var lines = caller.ask(STATEMENTS, variables).at("/settlementStatements/edges/0/node/lines");
            var found = lines.list("/edges").stream()
                    .map(edge -> edge.at("/node"))
                    .filter(line -> line.text("/orderNumber").startsWith(number + "-"))
                    .toList();
            if (!found.isEmpty() || !lines.isTrue("/pageInfo/hasNextPage")) {
                return found;
            }
            variables.put("after", lines.text("/pageInfo/endCursor"));
        }
        return List.of();
    }

    Optional<Answer> statement() {
        return caller.ask(STATEMENTS, Map.of()).nodes("/settlementStatements").stream()
                .findFirst();
    }
}
