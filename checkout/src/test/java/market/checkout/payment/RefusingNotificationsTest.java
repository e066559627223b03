package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import market.local.alipay.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that must not make an order paid, though some are signed by the institution itself. */
final class RefusingNotificationsTest {

    private static final String TRADE_NO = "2026112322001400000000000009";

    private UUID order = new UUID(0, 0);
    private String attemptNo = "";

    @BeforeEach
    void openCode() {
        WORLD.gateway.clearFaults();
        order = WORLD.order(8_800);
        WORLD.qrCode(order);
        attemptNo = WORLD.attemptNo(order);
    }

    @Test
    void another_amount_is_refused() {
        assertRefused(genuine("total_amount", "0.01"), "success", "REFUSED AMOUNT");
    }

    @Test
    void an_amount_that_is_none_is_refused() {
        assertRefused(genuine("total_amount", "88.8e0"), "success", "REFUSED AMOUNT");
    }

    @Test
    void another_application_is_refused() {
        assertRefused(genuine("app_id", "9021000100009999"), "success", "REFUSED APP_ID");
    }

    @Test
    void another_seller_is_refused() {
        assertRefused(genuine("seller_id", "2088000000009999"), "success", "REFUSED SELLER_ID");
    }

    @Test
    void an_unknown_attempt_is_kept_and_changes_nothing() {
        var foreign = "other" + attemptNo;

        assertThat(WORLD.sendNotice(genuine("out_trade_no", foreign))).isEqualTo("success");

        assertThat(WORLD.events(foreign)).isEqualTo("REFUSED UNKNOWN_ATTEMPT");
        assertUnpaid();
    }

    @Test
    void another_trade_number_is_refused() {
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pollAfter(PollSchedule.FIRST.plusSeconds(1));

        assertRefused(genuine("subject", "六安瓜片"), "success", "REFUSED TRADE_NO");
    }

    @Test
    void a_trade_number_of_another_attempt_is_refused() {
        var other = WORLD.order(8_800);
        WORLD.qrCode(other);
        var fields = WORLD.paidNotice(WORLD.attemptNo(other), TRADE_NO + other, "88.00");
        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(fields))).isEqualTo("success");
        assertThat(WORLD.status(other)).isEqualTo(IntentStatus.PAID);

        assertRefused(genuine("trade_no", TRADE_NO + other), "success", "REFUSED TRADE_NO");
    }

    @Test
    void a_forgery_is_refused_and_does_not_keep_the_genuine_one_out() {
        var genuine = WORLD.gateway.signNotification(WORLD.paidNotice(attemptNo, TRADE_NO + attemptNo, "88.00"));
        var forged = new HashMap<>(genuine);
        forged.put("buyer_id", "2088000000000007");

        assertThat(WORLD.sendNotice(forged)).isEqualTo("failure");
        assertUnpaid();
        assertThat(lastReason()).isEqualTo("SIGNATURE");

        assertThat(WORLD.sendNotice(genuine)).isEqualTo("success");
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
    }

    @Test
    void an_unsigned_message_is_refused() {
        var fields = WORLD.paidNotice(attemptNo, TRADE_NO, "88.00");
        fields.put("sign_type", "RSA2");

        assertThat(WORLD.sendNotice(fields)).isEqualTo("failure");

        assertThat(lastReason()).isEqualTo("SIGNATURE");
        assertUnpaid();
    }

    @Test
    void a_weaker_kind_of_signature_is_refused() throws GeneralSecurityException, IOException {
        var fields = WORLD.paidNotice(attemptNo, TRADE_NO, "88.00");
        var signed = WORLD.signWeakly(fields);

        assertThat(WORLD.sendNotice(signed)).isEqualTo("failure");

        assertThat(lastReason()).isEqualTo("SIGNATURE");
        assertUnpaid();
    }

    @Test
    void a_field_in_the_address_is_not_listened_to() {
        var form = PaymentWorld.form(genuine("total_amount", "0.01"));

        var answer = WORLD.post(WORLD.address + "/alipay/notify?total_amount=88.00", form);

        assertThat(answer.body()).isEqualTo("success");
        WORLD.carryOutMessages();
        assertThat(WORLD.events(attemptNo)).isEqualTo("REFUSED AMOUNT");
        assertUnpaid();
    }

    @Test
    void the_gateways_own_oddities_leave_the_order_unpaid_until_it_is_asked() {
        WORLD.gateway.inject(Fault.WRONG_AMOUNT, 1);
        var cashier = WORLD.qrCode(order);
        WORLD.open(cashier);
        WORLD.pay(cashier);
        await().untilAsserted(() -> assertThat(WORLD.events(attemptNo)).isEqualTo("REFUSED AMOUNT"));
        assertUnpaid();

        WORLD.pollAfter(PollSchedule.FIRST.plusSeconds(1));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
    }

    private Map<String, String> genuine(String field, String value) {
        var fields = WORLD.paidNotice(attemptNo, TRADE_NO, "88.00");
        fields.put(field, value);
        return WORLD.gateway.signNotification(fields);
    }

    private void assertRefused(Map<String, String> message, String answer, String event) {
        assertThat(WORLD.sendNotice(message)).isEqualTo(answer);
        assertThat(WORLD.events(attemptNo)).isEqualTo(event);
        assertUnpaid();
    }

    private void assertUnpaid() {
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    /** Of the last message of which nothing is believed, not even which attempt it is about. */
    private static String lastReason() {
        return WORLD.text("""
                SELECT reason
                  FROM checkout.provider_event
                 WHERE provider = ? AND NOT verified
                 ORDER BY received_at DESC
                 LIMIT 1
                """, "ALIPAY");
    }
}
