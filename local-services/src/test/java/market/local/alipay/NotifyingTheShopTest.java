package market.local.alipay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifyingTheShopTest {
    @TempDir
    Path folder;

    private AlipayGateway gateway;
    private Shop shop;

    @BeforeEach
    void start() throws Exception {
        gateway = startGateway();
        shop = new Shop(gateway);
    }

    private AlipayGateway startGateway() {
        var delays = List.of(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));
        return AlipayGateway.start(new AlipayGatewayConfig(folder, 0, delays, new ManualClock()));
    }

    @AfterEach
    void stop() {
        shop.close();
        gateway.close();
    }

    @Test
    void a_payment_is_told_once_and_its_signature_holds() throws Exception {
        shop.sell("M1", "10.00");

        Map<String, String> notification = awaitNotifications(1).getFirst();

        assertThat(notification)
                .containsEntry("notify_type", "trade_status_sync")
                .containsEntry("app_id", gateway.appId())
                .containsEntry("seller_id", gateway.sellerId())
                .containsEntry("out_trade_no", "M1")
                .containsEntry("trade_no", shop.query("M1").getTradeNo())
                .containsEntry("trade_status", "TRADE_SUCCESS")
                .containsEntry("total_amount", "10.00")
                .containsEntry("gmt_payment", "2026-11-23 00:30:00")
                .doesNotContainKey("refund_fee");
        assertThat(isGenuine(notification)).isTrue();
        var forged = new HashMap<>(notification);
        forged.put("total_amount", "10000.00");
        assertThat(isGenuine(forged)).isFalse();
        assertNoMoreThan(1);
    }

    @Test
    void it_is_repeated_with_the_same_number_until_the_answer_is_exactly_success() throws Exception {
        shop.answerNotificationsWith("success\n");
        shop.sell("M1", "10.00");
        awaitNotifications(2);

        shop.answerNotificationsWith("success");

        awaitNotifications(3);
        await().during(300, MILLISECONDS)
                .atMost(5, SECONDS)
                .untilAsserted(() -> assertThat(shop.notifications.stream()
                                .map(told -> told.get("notify_id"))
                                .distinct())
                        .hasSize(1));
        assertThat(shop.notifications.size()).isBetween(3, 4);
    }

    @Test
    void a_refund_is_told_to_the_address_of_the_payment() throws Exception {
        shop.sell("M1", "10.00");
        awaitNotifications(1);

        shop.refund("M1", "R1", "3.00");
        assertThat(awaitNotifications(2).get(1))
                .containsEntry("trade_status", "TRADE_SUCCESS")
                .containsEntry("refund_fee", "3.00")
                .containsEntry("out_biz_no", "R1");
        shop.refund("M1", "R2", "7.00");
        assertThat(awaitNotifications(3).get(2))
                .containsEntry("trade_status", "TRADE_CLOSED")
                .containsEntry("refund_fee", "10.00")
                .containsEntry("out_biz_no", "R2");
    }

    @Test
    void the_last_notification_can_be_sent_again() throws Exception {
        shop.sell("M1", "10.00");
        awaitNotifications(1);

        var response = shop.post(gateway.address() + "/dev/notify/M1", "");

        assertThat(response.body()).contains("\"answer\":\"success\"");
        List<Map<String, String>> told = awaitNotifications(2);
        assertThat(told.get(1)).isEqualTo(told.get(0));
        assertThat(shop.post(gateway.address() + "/dev/notify/M2", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_was_not_confirmed_is_told_after_a_restart() throws Exception {
        shop.answerNotificationsWith("not yet");
        shop.sell("M1", "10.00");
        String number = awaitNotifications(1).getFirst().get("notify_id");
        gateway.close();
        shop.notifications.clear();
        shop.answerNotificationsWith("success");

        gateway = startGateway();

        assertThat(awaitNotifications(1).getFirst()).containsEntry("notify_id", number);
    }

    @Test
    void odd_notifications_can_be_made() throws Exception {
        gateway.inject(Fault.WRONG_AMOUNT, 1);
        shop.sell("M1", "10.00");
        Map<String, String> wrongAmount = awaitNotifications(1).getFirst();
        assertThat(wrongAmount).containsEntry("total_amount", "0.01");
        assertThat(isGenuine(wrongAmount)).isTrue();

        gateway.inject(Fault.FOREIGN_APP_ID, 1);
        gateway.inject(Fault.FOREIGN_SELLER, 1);
        shop.sell("M2", "10.00");
        Map<String, String> foreign = awaitNotifications(2).get(1);
        assertThat(foreign.get("app_id")).isNotEqualTo(gateway.appId());
        assertThat(foreign.get("seller_id")).isNotEqualTo(gateway.sellerId());
        assertThat(isGenuine(foreign)).isTrue();

        gateway.inject(Fault.BAD_NOTIFICATION_SIGNATURE, 1);
        shop.sell("M3", "10.00");
        assertThat(isGenuine(awaitNotifications(3).get(2))).isFalse();

        gateway.inject(Fault.DROP_NOTIFICATION, 1);
        shop.sell("M4", "10.00");
        assertThat(isGenuine(awaitNotifications(4).get(3))).isTrue();
    }

    @Test
    void tests_can_sign_notifications_of_their_own() throws Exception {
        Map<String, String> signed = gateway.signNotification(Map.of("out_trade_no", "M9", "total_amount", "1.00"));

        assertThat(isGenuine(signed)).isTrue();
    }

    private boolean isGenuine(Map<String, String> notification) throws AlipayApiException {
        // A copy, for the check takes fields out of the map.
        return AlipaySignature.rsaCheckV1(new HashMap<>(notification), gateway.alipayPublicKey(), "utf-8", "RSA2");
    }

    private List<Map<String, String>> awaitNotifications(int count) {
        await().atMost(10, SECONDS).until(() -> shop.notifications.size() >= count);
        return shop.notifications;
    }

    private void assertNoMoreThan(int count) {
        await().during(300, MILLISECONDS)
                .atMost(5, SECONDS)
                .untilAsserted(() -> assertThat(shop.notifications).hasSize(count));
    }
}
