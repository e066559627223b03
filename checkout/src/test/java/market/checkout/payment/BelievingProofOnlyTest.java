package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import market.local.alipay.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the SDK takes for a success or a failure decides nothing: neither that something was opened, paid nor closed. */
final class BelievingProofOnlyTest {

    private static final boolean IS_BY_CERTIFICATE = Boolean.getBoolean("market.alipay.certificates");

    @AfterEach
    void calm() {
        WORLD.gateway.clearFaults();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CODE_10003",
                "CODE_20000",
                "UNSIGNED_FAILURE",
                "BAD_SIGNATURE",
                "TAMPERED_ANSWER",
                "STATUS_500",
                "RESET_AFTER_COMMIT"
            })
    void an_answer_that_proves_nothing_opens_no_code_and_leaves_a_payment_to_the_next_question(Fault fault) {
        var order = WORLD.order(8_800);
        // The code, the code once more, and the question how it stands.
        WORLD.gateway.inject(fault, 3);
        assertThat(WORLD.start(order, PaymentProduct.QR, null)).isEqualTo(new StartOutcome.Unavailable());
        WORLD.gateway.clearFaults();
        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        payUnheard(order);

        WORLD.gateway.inject(fault, 100);
        WORLD.pollAfter(Duration.ofSeconds(5));
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(isUnsure(order)).isTrue();
        WORLD.gateway.clearFaults();
        WORLD.pollAfter(Duration.ofSeconds(20));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE_10003", "CODE_20000", "UNSIGNED_FAILURE", "BAD_SIGNATURE", "STATUS_500"})
    void an_answer_that_proves_nothing_closes_nothing(Fault fault) {
        var order = WORLD.order(8_800);
        WORLD.open(WORLD.qrCode(order));
        // The question, the closing and the question thereafter; three rounds of them.
        WORLD.gateway.inject(fault, 9);

        assertThat(WORLD.payments.settleUnpaid(order)).isFalse();

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        WORLD.gateway.clearFaults();
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
    }

    @Test
    void an_answer_written_with_other_characters_than_it_was_signed_with_is_no_answer_by_certificate() {
        var order = WORLD.order(8_800);
        // The SDK takes the escapes out by itself; but with certificates it stumbles over nothing then.
        WORLD.gateway.inject(Fault.ESCAPED_SLASHES, 2);

        var outcome = WORLD.start(order, PaymentProduct.QR, null);

        if (IS_BY_CERTIFICATE) {
            assertThat(outcome).isEqualTo(new StartOutcome.Unavailable());
        } else {
            assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
        }
        WORLD.gateway.clearFaults();
        payUnheard(order);
        WORLD.pollAfter(Duration.ofSeconds(5));
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
    }

    private static boolean isUnsure(UUID order) {
        return WORLD.text("""
                SELECT count(result_unknown_since)
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order).equals("1");
    }

    private static void payUnheard(UUID order) {
        WORLD.gateway.inject(Fault.DROP_NOTIFICATION, 1);
        WORLD.pay(WORLD.qrCode(order));
    }
}
