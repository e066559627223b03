package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WeChat Pay known by its certificates, which it replaces while the engine runs. */
final class TrustingCertificatesTest {

    private static final Duration YEARS = Duration.ofDays(1_000);
    private static final Duration PAUSE = Duration.ofSeconds(61);
    private static final PaymentWorld WORLD = new PaymentWorld(wechat -> {
        wechat.signByCertificate(YEARS);
        return Map.of(
                "market.wechat.public-key",
                wechat.certificate(),
                "market.wechat.public-key-id",
                "",
                "market.wechat.root-certificate",
                wechat.rootCertificate());
    });

    /** Another certificate than that of the test before, and nobody has asked of late. */
    @BeforeEach
    void replaceCertificate() {
        WORLD.clock.pass(PAUSE);
        WORLD.wechat.signByCertificate(YEARS);
    }

    @Test
    void a_new_certificate_is_fetched_when_an_answer_comes_under_it() {
        var listings = WORLD.wechat.certificateListings();

        var order = started();

        WORLD.wechat.pay(WORLD.attemptNo(order));
        WORLD.awaitPaid(order);
        assertThat(WORLD.wechat.certificateListings()).isEqualTo(listings + 1);
    }

    @Test
    void a_new_certificate_is_fetched_when_a_notification_comes_under_it() {
        var order = started();
        WORLD.clock.pass(PAUSE);
        WORLD.wechat.signByCertificate(YEARS);

        WORLD.wechat.pay(WORLD.attemptNo(order));

        WORLD.awaitPaid(order);
    }

    @Test
    void one_that_the_root_does_not_vouch_for_is_not_believed_and_the_payment_found_later() {
        var order = started();
        var no = WORLD.attemptNo(order);
        WORLD.clock.pass(PAUSE);
        WORLD.wechat.signByFalseCertificate();

        WORLD.wechat.pay(no);
        WORLD.payments.settleUnpaid(order);

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        WORLD.wechat.signByCertificate(YEARS);
        WORLD.pollAfter(PAUSE);
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
    }

    @Test
    void one_that_has_ended_is_not_believed() {
        WORLD.wechat.signByCertificate(Duration.ofDays(2));
        var order = started();
        WORLD.clock.pass(Duration.ofDays(1).plus(PAUSE));

        assertThat(start(WORLD.order(8_800))).isNotInstanceOf(StartOutcome.Started.class);

        WORLD.wechat.pay(WORLD.attemptNo(order));
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
    }

    @Test
    void invented_numbers_make_nobody_ask_again_and_again() throws Exception {
        started();
        WORLD.clock.pass(PAUSE);
        var listings = WORLD.wechat.certificateListings();
        try (var client = HttpClient.newHttpClient()) {
            for (var i = 0; i < 20; i++) {
                assertThat(sendInvented(client, i)).isEqualTo(401);
            }
        }

        assertThat(WORLD.wechat.certificateListings()).isEqualTo(listings + 1);
    }

    private static int sendInvented(HttpClient client, int number) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(WORLD.address + "/wechat/notify"))
                .header("Content-Type", "application/json")
                .header("Wechatpay-Serial", "5157F09EFDC096DE%08X".formatted(number))
                .header("Wechatpay-Timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("Wechatpay-Nonce", "nonce")
                .header("Wechatpay-Signature", "AAAA")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + number + "\",\"resource\":{}}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static UUID started() {
        var order = WORLD.order(8_800);
        assertThat(start(order)).isInstanceOf(StartOutcome.Started.class);
        return order;
    }

    private static StartOutcome start(UUID order) {
        return WORLD.payments.start(new StartPayment(order, "WECHAT", PaymentProduct.QR, null, null));
    }
}
