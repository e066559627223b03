package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What proves goods decides whether they are on sale: over HTTP, on every surface, within two seconds. */
final class ProvingGoodsTest {

    private static final Duration GONE = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NANJING = "320102";
    private static final String GI = "GI-3415-2022-2167";
    private static final String GI_BADGE = "GI 地理标志专用标志使用权";
    private static final String REFUND = """
            mutation Refund($input: RefundCreateInput!) {
              refundCreate(input: $input) { order { id } userErrors { code field message } }
            }""";
    private static final String CANCEL = """
            mutation Cancel($input: OrderCancelInput!) {
              orderCancel(input: $input) { order { status } userErrors { code field message } }
            }""";
    private static final String STROLLER = "shucheng-stroller-light-one";
    private static final String BALANCE_BIKE = "balance-bike-first-step";
    private static final String CERTIFICATES = """
            query Certificates($state: CertificateState!) {
              certificates(state: $state, first: 100) {
                edges { node { id number state counts version kind { code } merchant { code } } }
              }
            }""";
    private static final String DECIDE = """
            mutation Decide($input: CertificateDecideInput!) {
              certificateDecide(input: $input) {
                certificate { id state counts version reason }
                userErrors { code field message currentVersion }
              }
            }""";
    private static final String SUBMIT = """
            mutation Submit($input: CertificateSubmitInput!) {
              certificateSubmit(input: $input) {
                certificate { id state counts version number productIds }
                userErrors { code field message currentVersion }
              }
            }""";
    private static final String OWN_PRODUCT = """
            query Own($key: String!) {
              product(by: { key: $key }) { id version status bars { cause code reason } }
            }""";
    private static final String SET_STATUS = """
            mutation Status($input: ProductStatusSetInput!) {
              productStatusSet(input: $input) {
                product { status version bars { code } } userErrors { code field message }
              }
            }""";
    private static final String NOTICES = """
            { notices(first: 50) { edges { node { id kind subject text at } } } }""";
    private static final String PAGE = """
            query Page($handle: String!) {
              product(by: { handle: $handle }) {
                certificates { kind kindCode kindName number } variants(first: 1) { edges { node { id } } }
              }
            }""";
    private static final String CREATE_CART = """
            mutation Cart($input: CartCreateInput!) {
              cartCreate(input: $input) { cart { id } userErrors { code message } }
            }""";
    private static final String CART = """
            query Cart($id: ID!) { cart(id: $id) { lines { edges { node { unavailableReason } } } } }""";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Town town;

    @BeforeAll
    static void open() {
        engine = TestEngine.start(folder);
        town = new Town(engine.url(), new Report(_ -> {}));
        new FindingGoods(town).awaitIndex();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void goods_of_the_packs_pass_the_gates_of_their_categories() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> engine.number(
                                "SELECT count(*) FROM kernel.outbox_publication" + " WHERE listener = 'catalog-gates'")
                        == 0);
        assertThat(engine.number("SELECT count(*) FROM catalog.listing_gate")).isEqualTo(5);
        assertThat(engine.number("SELECT count(*) FROM catalog.product_bar")).isZero();
    }

    @Test
    void goods_whose_certificate_is_revoked_are_gone_from_page_cart_and_search_and_come_back_with_a_new_one() {
        var cart = cartWith(STROLLER);
        var certificate = certificateOf("2025012201394074");

        town.operator()
                .change(
                        DECIDE,
                        Map.of(
                                "certificateId",
                                certificate.text("/id"),
                                "decision",
                                "REVOKE",
                                "reason",
                                "抽查不合格",
                                "expectedVersion",
                                certificate.whole("/version")));

        assertGone(STROLLER, cart);
        var seller = town.merchant("shucheng-tongqu").caller();
        var own = seller.ask(OWN_PRODUCT, Map.of("key", STROLLER)).at("/product");
        assertThat(own.text("/status")).isEqualTo("LISTED");
        assertThat(own.text("/bars/0/code")).isEqualTo("stroller-ccc");
        assertThat(notices(seller)).contains("PRODUCT_BARRED " + STROLLER);

        var renewal = seller.change(SUBMIT, submission("CCC", "2025012201394074", own.text("/id"), "2031-01-01"))
                .at("/certificate");
        assertThat(renewal.text("/state")).isEqualTo("SUBMITTED");
        assertThat(isOnPage(STROLLER)).isFalse();
        town.operator()
                .change(
                        DECIDE,
                        Map.of(
                                "certificateId", renewal.text("/id"),
                                "decision", "VERIFY",
                                "expectedVersion", renewal.whole("/version")));

        await().atMost(GONE).until(() -> isOnPage(STROLLER) && isFound("轻行一号", STROLLER));
        assertThat(engine.number("SELECT count(*) FROM catalog.product_bar")).isZero();
    }

    @Test
    void goods_whose_certificate_lapses_are_gone_from_page_cart_and_search() throws SQLException {
        var cart = cartWith(BALANCE_BIKE);

        change("UPDATE catalog.certificate SET valid_to = current_date - 2 WHERE number = '2023012201869554'");

        assertGone(BALANCE_BIKE, cart);
        var seller = town.merchant("wanfo-ride-ons").caller();
        assertThat(notices(seller)).contains("CERTIFICATE_LAPSED 2023012201869554");
        var own = seller.ask(OWN_PRODUCT, Map.of("key", BALANCE_BIKE)).at("/product");
        var withdrawn = setStatus(seller, own, "WITHDRAWN");
        assertThat(withdrawn.list("/userErrors")).isEmpty();
        var refused = setStatus(seller, withdrawn.at("/product"), own.text("/id"), "LISTED");
        assertThat(refused.text("/userErrors/0/code")).isEqualTo("GATE_CLOSED");
        assertThat(refused.text("/userErrors/0/message")).contains("CCC");
        assertThat(seller.ask(OWN_PRODUCT, Map.of("key", BALANCE_BIKE)).text("/product/status"))
                .isEqualTo("WITHDRAWN");
    }

    @Test
    void merchants_are_warned_before_a_certificate_lapses() throws SQLException {
        change("UPDATE catalog.certificate SET valid_to = current_date + 20 WHERE number = 'LB-44-25031212207A'");

        await().atMost(Duration.ofSeconds(5))
                .until(() -> notices(town.merchant("dushan-guapian-coop").caller())
                        .contains("CERTIFICATE_LAPSING LB-44-25031212207A"));
    }

    @Test
    void a_certificate_shows_only_once_the_operator_has_verified_it_and_a_number_must_have_its_form() {
        var seller = town.merchant("qishan-yunwu").caller();
        var handle = "jinzhai-black-gongfu";
        var product = seller.ask(OWN_PRODUCT, Map.of("key", handle)).text("/product/id");

        var malformed = seller.attempt(SUBMIT, submission("ORGANIC", "organic 12", product, "2031-01-01"));
        assertThat(malformed.text("/userErrors/0/field/1")).isEqualTo("number");
        var wrongForm = seller.attempt(SUBMIT, submission("ORGANIC", "12OP1", product, "2031-01-01"));
        assertThat(wrongForm.text("/userErrors/0/message")).contains("213OP2600417");
        var other = town.merchant("shucheng-tongqu")
                .caller()
                .attempt(SUBMIT, submission("ORGANIC", "213OP2600999", product, "2031-01-01"));
        assertThat(other.text("/userErrors/0/field/1")).isEqualTo("productIds");
        var waiting = seller.change(SUBMIT, submission("ORGANIC", "213OP2600999", product, "2031-01-01"))
                .at("/certificate");

        assertThat(badges(handle)).doesNotContain("ORGANIC 有机产品");
        assertThat(seller.attempt(SUBMIT, submission("ORGANIC", "213OP2600999", product, "2031-01-01"))
                        .text("/userErrors/0/code"))
                .isEqualTo("VERSION_CONFLICT");
        town.operator()
                .change(
                        DECIDE,
                        Map.of("certificateId", waiting.text("/id"), "decision", "VERIFY", "expectedVersion", 1));

        await().atMost(GONE).until(() -> badges(handle).contains("ORGANIC 有机产品"));
    }

    @Test
    void a_gate_that_the_operator_sets_takes_goods_off_the_shelf_and_its_removal_brings_them_back() {
        var set = """
                mutation Gate($input: ListingGateSetInput!) {
                  listingGateSet(input: $input) { listingGate { code version } userErrors { code field message } }
                }""";
        var remove = """
                mutation Remove($input: ListingGateRemoveInput!) {
                  listingGateRemove(input: $input) { code userErrors { code } }
                }""";
        var wicker = "willow-bike-basket";
        assertThat(isOnPage(wicker)).isTrue();

        town.operator()
                .change(
                        set,
                        Map.of(
                                "code",
                                "wicker-report",
                                "categoryCode",
                                "wicker",
                                "kind",
                                "PRODUCT_CERTIFICATE",
                                "certificateKinds",
                                List.of("TEST_REPORT"),
                                "reasons",
                                List.of(Map.of("language", "zh-CN", "value", "柳编须有检测报告")),
                                "expectedVersion",
                                0));
        await().atMost(GONE).until(() -> !isOnPage(wicker));
        town.operator().change(remove, Map.of("code", "wicker-report"));

        await().atMost(GONE).until(() -> isOnPage(wicker));
    }

    @Test
    void sales_use_up_a_certificate_whose_badge_goes_and_goods_that_were_never_sent_bring_it_back()
            throws SQLException {
        change("UPDATE catalog.certificate SET quota_grams = used_grams + 100 WHERE number = '" + GI + "'");
        var before = used();
        var seller = town.merchant("qishan-yunwu");
        assertThat(badges(FindingGoods.TEA)).contains(GI_BADGE);

        var first = paid();
        await().atMost(SOON).until(() -> used() == before + 50);
        assertThat(badges(FindingGoods.TEA)).contains(GI_BADGE);
        var second = paid();

        await().atMost(SOON).until(() -> !badges(FindingGoods.TEA).contains(GI_BADGE));
        assertThat(used()).isEqualTo(before + 100);
        assertThat(notices(seller.caller())).contains("CERTIFICATE_USED_UP " + GI);
        var part = seller.orderOf(town.guest().order(second).text("/number"));
        seller.caller()
                .change(
                        REFUND,
                        Map.of(
                                "orderId", part.text("/id"),
                                "amount", part.text("/total/amount"),
                                "reason", "缺货",
                                "idempotencyKey", Town.key()));
        await().atMost(SOON).until(() -> badges(FindingGoods.TEA).contains(GI_BADGE));
        assertThat(used()).isEqualTo(before + 50);
        town.guest().caller().change(CANCEL, Map.of("orderId", first));
        await().atMost(SOON).until(() -> used() == before);
        assertThat(engine.number("SELECT sum(grams) FROM catalog.certificate_charge"))
                .isZero();
        change("UPDATE catalog.certificate SET quota_grams = NULL WHERE number = '" + GI + "'");
    }

    /** An order of one pack of 50 grams. */
    private static String paid() {
        var shopper = town.guest();
        var tea = OpeningGoods.variant(shopper, FindingGoods.TEA, "TE01-50T").text("/id");
        var checkout = shopper.checkout(shopper.openCart(List.of(new Buyer.Wish(tea, 1))));
        var placed = shopper.pay(shopper.deliver(checkout, NANJING, Map.of()), "ALIPAY_PAGE", null);
        var cashier = new Cashier(town);
        assertThat(cashier.pay(cashier.open(placed.text("/paymentAction/url"))).statusCode())
                .isLessThan(400);
        var order = placed.text("/order/id");
        await().atMost(SOON).until(() -> shopper.order(order).text("/status").equals("PAID"));
        return order;
    }

    private static long used() {
        return engine.number("SELECT used_grams FROM catalog.certificate WHERE number = '" + GI + "'");
    }

    private static Map<String, Object> submission(String kind, String number, String product, String validTo) {
        return Map.of(
                "kindCode",
                kind,
                "number",
                number,
                "names",
                List.of(Map.of("language", "zh-CN", "value", "证书")),
                "issuer",
                "认证机构",
                "holder",
                "持证人",
                "validFrom",
                "2026-01-01",
                "validTo",
                validTo,
                "productIds",
                List.of(product),
                "expectedVersion",
                0);
    }

    private static Answer setStatus(Caller seller, Answer product, String status) {
        return setStatus(seller, product, product.text("/id"), status);
    }

    private static Answer setStatus(Caller seller, Answer product, String id, String status) {
        return seller.attempt(
                SET_STATUS, Map.of("productId", id, "status", status, "expectedVersion", product.whole("/version")));
    }

    private static Answer certificateOf(String number) {
        return Answer.first(
                town.operator().ask(CERTIFICATES, Map.of("state", "VERIFIED")).nodes("/certificates"),
                each -> each.text("/number").equals(number));
    }

    private static List<String> notices(Caller seller) {
        return seller.ask(NOTICES, Map.of()).nodes("/notices").stream()
                .map(notice -> notice.text("/kind") + " " + notice.text("/subject"))
                .toList();
    }

    private static List<String> badges(String handle) {
        return town.guest().caller().ask(PAGE, Map.of("handle", handle)).list("/product/certificates").stream()
                .map(badge -> badge.text("/kind") + " " + badge.text("/kindName"))
                .toList();
    }

    private static String cartWith(String handle) {
        var variant =
                town.guest().caller().ask(PAGE, Map.of("handle", handle)).text("/product/variants/edges/0/node/id");
        return town.guest()
                .caller()
                .change(
                        CREATE_CART,
                        Map.of(
                                "lines", List.of(Map.of("variantId", variant, "quantity", "1")),
                                "idempotencyKey", Town.key()))
                .text("/cart/id");
    }

    private static void assertGone(String handle, String cart) {
        await().atMost(GONE).until(() -> !isOnPage(handle) && !isFound("童车", handle));
        assertThat(town.guest()
                        .caller()
                        .ask(CART, Map.of("id", cart))
                        .isNothing("/cart/lines/edges/0/node/unavailableReason"))
                .isFalse();
    }

    private static boolean isOnPage(String handle) {
        return !town.guest().caller().ask(PAGE, Map.of("handle", handle)).isNothing("/product");
    }

    private static boolean isFound(String words, String handle) {
        return FindingGoods.finds(FindingGoods.search(town.guest(), Map.of("query", words)), handle);
    }

    private static void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(engine.postgresUrl());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
