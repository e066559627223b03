package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.server.TestEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch is called back over HTTP: nothing of it is sold any more within two seconds, and its buyers are listed and told. */
final class RecallingABatchTest {

    private static final Duration GONE = Duration.ofSeconds(2);
    private static final String NANJING = "320102";
    private static final String MERCHANT = "wanfohu-organic-fish";
    private static final String SET_KIND = """
            mutation Kind($input: ProductKindSetInput!) {
              productKindSet(input: $input) { productKind { code } userErrors { code field message } }
            }""";
    private static final String SET_PRODUCT = """
            mutation Product($input: ProductSetInput!) {
              productSet(input: $input) {
                product { id version variants(first: 1) { edges { node { id } } } } userErrors { code field message }
              }
            }""";
    private static final String SET_STATUS = """
            mutation Status($input: ProductStatusSetInput!) {
              productStatusSet(input: $input) { product { status } userErrors { code field message } }
            }""";
    private static final String SET_BATCH = """
            mutation Batch($input: BatchSetInput!) {
              batchSet(input: $input) { batch { id code digitalLinkPath } userErrors { code field message } }
            }""";
    private static final String ADD_EVENT = """
            mutation Event($input: TraceEventAddInput!) {
              traceEventAdd(input: $input) {
                batch { events { step inputs destination quantity unit documents } } userErrors { code field message }
              }
            }""";
    private static final String STOCK = """
            mutation Stock($input: StockAdjustInput!) {
              stockAdjust(input: $input) { levels { onHand available } userErrors { code field message } }
            }""";
    private static final String RECALL = """
            mutation Recall($input: RecallOpenInput!) {
              recallOpen(input: $input) {
                recall {
                  id version takenOff promised untracked orderCount toldCount
                  orders(first: 10) { edges { node { orderNumber units isCertain toldAt } } }
                }
                userErrors { code field message }
              }
            }""";
    private static final String CLOSE = """
            mutation Close($input: RecallCloseInput!) {
              recallClose(input: $input) { recall { closedNote version } userErrors { code field } }
            }""";
    private static final String REPORT = """
            { recalls(first: 100) { edges { node {
                id batchCode version orderCount toldCount orders(first: 10) { edges { node { orderNumber toldAt } } }
            } } } }""";
    private static final String PAGE = """
            query Page($handle: String!) {
              product(by: { handle: $handle }) {
                batches { batchCode } variants(first: 1) { edges { node { id availability } } }
              }
            }""";
    private static final String TRACE = """
            query Trace($code: String!) {
              trace(code: $code) {
                batchCode recall { reason remedy } scan { serial count isFirst copyWarning }
                steps { kind inputs destination quantity }
              }
            }""";
    private static final String ORDER_RECALLS = """
            query Order($id: ID!) { order(id: $id) { recalls { text isCertain } } }""";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Town town;

    @BeforeAll
    static void open() {
        engine = TestEngine.start(folder);
        town = new Town(engine.url(), new Report(_ -> {}));
        new FindingGoods(town).awaitIndex();
        town.operator()
                .change(
                        SET_KIND,
                        Map.of(
                                "code",
                                "smoked_fish",
                                "names",
                                texts("熏鱼"),
                                "categoryCode",
                                "cold-chain-fish",
                                "attributes",
                                List.of(),
                                "expectedVersion",
                                0));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void a_batch_is_stopped_everywhere_and_its_buyers_are_listed_and_told() {
        var seller = town.merchant(MERCHANT).caller();
        var goods = goods(seller, "smoked-carp", "银湖熏鲤鱼");
        batch(seller, goods, "SMOKE-1");
        receive(seller, goods, "SMOKE-1", 5);
        var shopper = town.guest();
        var paid = buy(shopper, goods.variant(), 2);
        var cart = town.guest().openCart(List.of(new Buyer.Wish(goods.variant(), 1)));
        var holding = town.guest();
        var held = holding.deliver(
                holding.checkout(holding.openCart(List.of(new Buyer.Wish(goods.variant(), 1)))), NANJING, Map.of());
        await().atMost(Duration.ofSeconds(10)).until(() -> searched("银湖熏鲤鱼").equals("LOW"));

        var recall = seller.change(RECALL, recallOf("SMOKE-1")).at("/recall");

        assertThat(recall.text("/takenOff")).isEqualTo("3");
        assertThat(recall.text("/promised")).isEqualTo("0");
        assertThat(recall.text("/untracked")).isEqualTo("0");
        assertThat(recall.nodes("/orders"))
                .singleElement()
                .matches(order -> order.text("/orderNumber").equals(paid.text("/number"))
                        && order.text("/units").equals("2")
                        && order.isTrue("/isCertain"));
        await().atMost(GONE).until(() -> searched("银湖熏鲤鱼").equals("OUT_OF_STOCK"));
        var page = town.guest().caller().ask(PAGE, Map.of("handle", "smoked-carp"));
        assertThat(page.text("/product/variants/edges/0/node/availability")).isEqualTo("OUT_OF_STOCK");
        assertThat(page.list("/product/batches")).isEmpty();
        assertThat(town.guest().cart(cart.text("/id")).list("/warnings"))
                .anyMatch(warning -> warning.text("/code").equals("NOT_ENOUGH_STOCK"));
        // Stock that was held before is not sold either.
        assertThat(holding.caller()
                        .attempt(
                                """
                                mutation Pay($input: CheckoutPayInput!) {
                                  checkoutPay(input: $input) { order { id } userErrors { code } }
                                }""",
                                Map.of(
                                        "checkoutId", held.text("/id"),
                                        "expectedVersion", held.whole("/version"),
                                        "method", "ALIPAY_QR",
                                        "idempotencyKey", Town.key()))
                        .text("/userErrors/0/code"))
                .isEqualTo("INSUFFICIENT_STOCK");
        await().atMost(Duration.ofSeconds(5)).until(() -> told("SMOKE-1") == 1);
        assertThat(town.read("/dev/outbox.json").list("/messages"))
                .anyMatch(message -> message.text("/text").contains("SMOKE-1"));
        assertThat(shopper.caller()
                        .ask(ORDER_RECALLS, Map.of("id", paid.text("/id")))
                        .text("/order/recalls/0/text"))
                .contains("SMOKE-1", "请停止食用");
        assertThat(receiveAttempt(seller, goods, "SMOKE-1", 4).list("/userErrors"))
                .hasSize(1);
        assertThat(seller.attempt(RECALL, recallOf("SMOKE-1")).text("/userErrors/0/field/1"))
                .isEqualTo("batchCode");
        assertThat(engine.number("SELECT count(*) FROM catalog.recall")).isPositive();
    }

    @Test
    void goods_whose_batches_nobody_knows_are_off_the_shelf_as_a_whole_until_the_recall_is_closed() {
        var seller = town.merchant(MERCHANT).caller();
        var goods = goods(seller, "smoked-bream", "银湖熏鳊鱼");
        batch(seller, goods, "SMOKE-2");
        receive(seller, goods, null, 5);
        var paid = buy(town.guest(), goods.variant(), 1);
        await().atMost(Duration.ofSeconds(10)).until(() -> !searched("银湖熏鳊鱼").isEmpty());

        var recall = town.operator().change(RECALL, recallOf("SMOKE-2")).at("/recall");

        assertThat(recall.text("/untracked")).isEqualTo("4");
        assertThat(recall.nodes("/orders"))
                .singleElement()
                .matches(order ->
                        order.text("/orderNumber").equals(paid.text("/number")) && !order.isTrue("/isCertain"));
        await().atMost(GONE)
                .until(() -> town.guest()
                                .caller()
                                .ask(PAGE, Map.of("handle", "smoked-bream"))
                                .isNothing("/product")
                        && searched("银湖熏鳊鱼").isEmpty());
        town.operator().change(CLOSE, Map.of("recallId", recall.text("/id"), "note", "已全部检验合格", "expectedVersion", 1));
        await().atMost(GONE)
                .until(() -> !town.guest()
                        .caller()
                        .ask(PAGE, Map.of("handle", "smoked-bream"))
                        .isNothing("/product"));
    }

    @Test
    void a_pack_tells_where_it_came_from_and_whether_its_code_was_copied() {
        var seller = town.merchant(MERCHANT).caller();
        var goods = goods(seller, "smoked-catfish", "银湖熏鲶鱼");
        batch(seller, goods, "SMOKE-3");
        var event = Map.ofEntries(
                Map.entry("batchCode", "SMOKE-3"),
                Map.entry("step", "PROCESSED"),
                Map.entry("at", "2026-11-02T08:00:00+08:00"),
                Map.entry("placeCode", "341523"),
                Map.entry("actor", "熏房"),
                Map.entry("descriptions", texts("果木熏制")),
                Map.entry("inputs", List.of("POND-7", "POND-8")),
                Map.entry("destination", "合肥仓"),
                Map.entry("quantity", "120.5"),
                Map.entry("unit", "KGM"),
                Map.entry("documents", List.of("WX2026-FI-0001")));
        seller.change(ADD_EVENT, event);

        assertThat(seller.change(ADD_EVENT, event).list("/batch/events")).hasSize(1);
        var later = new HashMap<String, Object>(event);
        later.put("at", "2099-01-01T00:00:00Z");
        assertThat(seller.attempt(ADD_EVENT, later).text("/userErrors/0/field/1"))
                .isEqualTo("at");
        var stranger = town.merchant("qishan-yunwu").caller();
        assertThat(stranger.attempt(ADD_EVENT, event).text("/userErrors/0/code"))
                .isEqualTo("NOT_FOUND");

        var link = "https://techan.example/01/06901234567892/10/SMOKE-3/21/A0001?17=270101";
        var first = trace(link);
        assertThat(first.isTrue("/scan/isFirst")).isTrue();
        assertThat(first.isNothing("/scan/copyWarning")).isTrue();
        assertThat(first.text("/steps/0/inputs/1")).isEqualTo("POND-8");
        assertThat(first.text("/steps/0/quantity")).isEqualTo("120.5");
        for (var i = 0; i < 10; i++) {
            trace(link);
        }
        assertThat(trace(link).isNothing("/scan/copyWarning")).isFalse();
        assertThat(trace("SMOKE-3").isNothing("/scan")).isTrue();
        var resolved = get("/01/06901234567892/10/SMOKE-3/21/A0002");
        assertThat(resolved.statusCode()).isEqualTo(200);
        assertThat(resolved.body()).contains("\"batchCode\":\"SMOKE-3\"", "\"serial\":\"A0002\"", "果木熏制");
        assertThat(get("/01/06901234567892/10/NOBODY").statusCode()).isEqualTo(404);
        assertThat(get("/01/not-a-gtin/10/SMOKE-3").statusCode()).isEqualTo(404);
    }

    /** Goods of one variant of their own. */
    private record Goods(String product, String variant) {}

    private static Goods goods(Caller seller, String handle, String title) {
        var made = seller.change(
                SET_PRODUCT,
                Map.of(
                        "key",
                        handle,
                        "handle",
                        handle,
                        "kindCode",
                        "smoked_fish",
                        "titles",
                        texts(title),
                        "descriptions",
                        texts("当天熏制。"),
                        "originCode",
                        "341523",
                        "attributes",
                        List.of(),
                        "variants",
                        List.of(Map.of("sku", handle, "attributes", List.of(), "price", "30.00", "currency", "CNY")),
                        "expectedVersion",
                        0));
        var id = made.text("/product/id");
        seller.change(SET_STATUS, Map.of("productId", id, "status", "LISTED", "expectedVersion", 1));
        return new Goods(id, made.text("/product/variants/edges/0/node/id"));
    }

    private static void batch(Caller seller, Goods goods, String code) {
        seller.change(
                SET_BATCH,
                Map.of("code", code, "productId", goods.product(), "producedOn", "2026-11-01", "originCode", "341523"));
    }

    private static void receive(Caller seller, Goods goods, @Nullable String batch, int pieces) {
        assertThat(receiveAttempt(seller, goods, batch, pieces).list("/userErrors"))
                .isEmpty();
    }

    private static Answer receiveAttempt(Caller seller, Goods goods, @Nullable String batch, int pieces) {
        var place = seller.ask("{ locations { id kind } }", Map.of()).text("/locations/0/id");
        var change = new HashMap<String, Object>(
                Map.of("variantId", goods.variant(), "locationId", place, "delta", Integer.toString(pieces)));
        if (batch != null) {
            change.put("batchCode", batch);
        }
        return seller.attempt(
                STOCK, Map.of("changes", List.of(change), "reason", "RECEIVED", "idempotencyKey", Town.key()));
    }

    private static Answer buy(Buyer shopper, String variant, int pieces) {
        var checkout = shopper.checkout(shopper.openCart(List.of(new Buyer.Wish(variant, pieces))));
        return new Paying(town).payNow(shopper, shopper.deliver(checkout, NANJING, Map.of()));
    }

    private static Map<String, Object> recallOf(String batch) {
        return Map.of("batchCode", batch, "reasons", texts("菌落总数超标"), "remedies", texts("请停止食用并联系商家退款"));
    }

    private static int told(String batch) {
        return Answer.first(
                        town.operator().ask(REPORT, Map.of()).nodes("/recalls"),
                        each -> each.text("/batchCode").equals(batch))
                .whole("/toldCount");
    }

    /** Availability of the first hit with this very title; empty when it is not found. */
    private static String searched(String title) {
        return Answer.first(
                        FindingGoods.search(town.guest(), Map.of("query", title))
                                .nodes(""),
                        hit -> hit.text("/title").equals(title))
                .text("/availability");
    }

    private static Answer trace(String code) {
        return town.guest().caller().ask(TRACE, Map.of("code", code)).at("/trace");
    }

    private static HttpResponse<String> get(String path) {
        return town.http().get(engine.url().resolve(path));
    }

    private static List<Map<String, String>> texts(String chinese) {
        return List.of(Map.of("language", "zh-CN", "value", chinese));
    }
}
