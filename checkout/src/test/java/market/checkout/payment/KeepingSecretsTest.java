package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import market.local.alipay.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever level the log has: nothing that was paid, signed or said stands in it. */
final class KeepingSecretsTest {

    private final Logger ours = (Logger) LoggerFactory.getLogger("market");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        WORLD.gateway.clearFaults();
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stop() {
        WORLD.gateway.clearFaults();
        root.detachAppender(heard);
        ours.setLevel(null);
        root.setLevel(Level.WARN);
    }

    @Test
    void paying_and_giving_back_well_and_badly_leaves_no_payload_signature_or_name_in_the_log() {
        for (var fault :
                List.of(Fault.DUPLICATE_NOTIFICATION, Fault.BAD_SIGNATURE, Fault.UNSIGNED_FAILURE, Fault.STATUS_500)) {
            var order = WORLD.order(4_712_345);
            var cashier = WORLD.qrCode(order);
            WORLD.open(cashier);
            WORLD.pay(cashier);
            WORLD.awaitPaid(order);
            WORLD.gateway.inject(fault, 2);
            WORLD.askRefund(order, 0, 4_712_345, "key");
            WORLD.refundAfter(Duration.ofSeconds(5));
            WORLD.gateway.clearFaults();
        }
        var forged = WORLD.paidNotice("none", "T1", "47123.45");
        forged.putAll(Map.of("sign", "Zm9yZ2Vk", "buyer_logon_id", "159****5620"));
        WORLD.sendNotice(forged);
        var wechat = WORLD.order(4_712_345);
        WORLD.payments.start(new StartPayment(wechat, "WECHAT", PaymentProduct.QR, null, null));
        WORLD.wechat.pay(WORLD.attemptNo(wechat));
        WORLD.awaitPaid(wechat);

        for (var kit : List.of("com.alipay.api", "com.wechat.pay.java", "sdk.biz")) {
            assertThat(((Logger) LoggerFactory.getLogger(kit)).isDebugEnabled())
                    .as(kit)
                    .isFalse();
        }
        var lines = heard.list.stream().map(KeepingSecretsTest::text).toList();
        assertThat(lines).anyMatch(line -> line.contains("payment captured"));
        for (var secret : List.of(
                "47123.45",
                "4712345",
                "六安瓜片",
                "少发一盒",
                "biz_content",
                "Zm9yZ2Vk",
                "159****5620",
                "ciphertext",
                WORLD.wechat.apiKey(),
                WORLD.gateway.appPrivateKeyPkcs8().substring(0, 40),
                WORLD.gateway.alipayPublicKey().substring(0, 60))) {
            assertThat(lines).as(secret).noneMatch(line -> line.contains(secret));
        }
    }

    /** With what an exception says, and why. */
    private static String text(ILoggingEvent event) {
        var said = Stream.iterate(event.getThrowableProxy(), cause -> cause != null, cause -> cause.getCause())
                .map(cause -> cause.getClassName() + " " + cause.getMessage());
        return event.getLoggerName() + " " + event.getFormattedMessage() + " " + String.join(" ", said.toList());
    }
}
