package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: money counts once and only when the institution says so. Method: notifications, forged and repeated. */
final class OnePaymentTest {

    private static final int DELIVERIES = 200;
    private static final int SENDERS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NANJING = "320102";
    private static final String PRICE = "358.00";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Town town;

    private Buyer shopper;
    private String order;
    private String payment;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder);
        town = new Town(engine.url(), new Report(_ -> {}));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    /** An order over 358.00 that waits on an opened cashier's page. */
    @BeforeEach
    void placeAnOrder() {
        shopper = town.guest();
        var tea = OpeningGoods.variant(shopper, FindingGoods.TEA, "TE01-125B").text("/id");
        var checkout = shopper.checkout(shopper.openCart(List.of(new Buyer.Wish(tea, 1))));
        var started = shopper.pay(shopper.deliver(checkout, NANJING, Map.of()), "ALIPAY_PAGE", null);
        order = started.text("/order/id");
        payment = new Cashier(town).open(started.text("/paymentAction/url")).outTradeNo();
        assertThat(started.text("/order/total/amount")).isEqualTo(PRICE);
    }

    @Test
    void two_hundred_deliveries_at_once_of_one_notification_are_one_payment() throws Exception {
        var body = form(engine.gateway().signNotification(notice(Map.of())));

        var answers = new ArrayList<String>();
        try (var senders =
                Executors.newFixedThreadPool(SENDERS, Thread.ofVirtual().factory())) {
            for (var answer : senders.invokeAll(Collections.nCopies(DELIVERIES, (Callable<String>) () -> send(body)))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).hasSize(DELIVERIES).containsOnly("success");
        // Whoever answers has stored it; it is carried out a moment later.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(shopper.order(order).text("/status")).isEqualTo("PAID"));
        assertThat(captures()).isEqualTo(1);
        assertThat(events("outcome = 'APPLIED'")).isEqualTo(1);
        var number = shopper.order(order).text("/number");
        var merchant = town.merchant("qishan-yunwu");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(merchant.settled(number)).hasSize(1));
        assertThat(merchant.settled(number).getFirst().text("/gross/amount")).isEqualTo(PRICE);
        assertThat(engine.number("SELECT count(*) FROM settlement.ledger_transaction WHERE kind = 'ORDER_PAID'"))
                .isEqualTo(1);
        assertThat(engine.number("SELECT sum(amount_minor) FROM settlement.ledger_entry"))
                .isZero();
    }

    @Test
    void a_notification_over_another_amount_is_recorded_and_refused() {
        send(form(engine.gateway().signNotification(notice(Map.of("total_amount", "0.01")))));

        assertThatItIsRefused();
    }

    @Test
    void a_notification_for_another_application_is_recorded_and_refused() {
        send(form(engine.gateway().signNotification(notice(Map.of("app_id", "9021000100009999")))));

        assertThatItIsRefused();
    }

    @Test
    void a_notification_with_a_bad_signature_is_recorded_and_refused() {
        var signed = new HashMap<>(engine.gateway().signNotification(notice(Map.of())));
        signed.put("gmt_payment", "2026-11-23 00:30:01");

        var answer = send(form(signed));

        assertThat(answer).isEqualTo("failure");
        assertThatItIsRefused();
    }

    private void assertThatItIsRefused() {
        await().atMost(PATIENCE).until(() -> events("outcome = 'REFUSED'") == 1);
        assertThat(shopper.order(order).text("/status")).isEqualTo("PENDING_PAYMENT");
        assertThat(captures()).isZero();
        assertThat(events("outcome = 'REFUSED'")).isEqualTo(1);
        assertThat(events("outcome = 'APPLIED'")).isZero();
    }

    private long captures() {
        return engine.number(
                "SELECT count(*) FROM checkout.payment_attempt WHERE capture IS NOT NULL AND attempt_no = '" + payment
                        + "'");
    }

    /** Also what cannot be believed is kept as it came, so it is found by its bytes. */
    private long events(String condition) {
        return engine.number("SELECT count(*) FROM checkout.provider_event WHERE " + condition + " AND position('"
                + payment + "' IN convert_from(raw_body, 'UTF8')) > 0");
    }

    private Map<String, String> notice(Map<String, String> changes) {
        var fields = new HashMap<String, String>();
        fields.put("notify_id", UUID.randomUUID().toString());
        fields.put("notify_type", "trade_status_sync");
        fields.put("app_id", engine.gateway().appId());
        fields.put("seller_id", engine.gateway().sellerId());
        fields.put("out_trade_no", payment);
        fields.put("trade_no", "2026112322001" + System.nanoTime());
        fields.put("trade_status", "TRADE_SUCCESS");
        fields.put("total_amount", PRICE);
        fields.put("gmt_payment", "2026-11-23 00:30:00");
        fields.putAll(changes);
        return fields;
    }

    private static String send(String body) {
        return town.http()
                .send(HttpRequest.newBuilder(engine.url().resolve("/alipay/notify"))
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(BodyPublishers.ofString(body)))
                .body();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
