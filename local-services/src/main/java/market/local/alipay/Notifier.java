package market.local.alipay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers notifications until the shop answers exactly {@code success}. */
final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration CONNECT_TIME = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(15);
    /** Long enough for what happens next to be told first. */
    private static final Duration LATENESS = Duration.ofMillis(400);

    private static final String FOREIGN_APP_ID = "9021000100009999";
    private static final String FOREIGN_SELLER_ID = "2088000000009999";

    private final AlipayCertificates certificates;
    private final List<Duration> repeatDelays;
    private final Faults faults;
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean isByCertificate;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIME)
            .executor(deliveries)
            .build();

    Notifier(AlipayCertificates certificates, List<Duration> repeatDelays, Faults faults) {
        this.certificates = certificates;
        this.repeatDelays = repeatDelays;
        this.faults = faults;
    }

    /** Delivers at once and repeats as long as needed; {@code settled} hears when no more will be tried. */
    void begin(Notice notice, Consumer<Notice> settled) {
        deliveries.execute(() -> deliver(notice, settled));
    }

    private void deliver(Notice notice, Consumer<Notice> settled) {
        if (faults.strikes(Fault.LATE_NOTIFICATION) && isClosedWithin(LATENESS)) {
            return;
        }
        if (faults.strikes(Fault.DUPLICATE_NOTIFICATION)) {
            deliveries.execute(() -> send(notice));
        }
        boolean isConfirmed = isConfirmed(notice);
        for (int repetition = 0; !isConfirmed && repetition < repeatDelays.size(); repetition++) {
            if (isClosedWithin(repeatDelays.get(repetition))) {
                return;
            }
            isConfirmed = isConfirmed(notice);
        }
        if (closed.getCount() > 0) {
            LOG.info(
                    "notification settled notify_id={} out_trade_no={} confirmed={}",
                    notice.notifyId(),
                    notice.outTradeNo(),
                    isConfirmed);
            settled.accept(notice);
        }
    }

    private boolean isConfirmed(Notice notice) {
        return send(notice).filter("success"::equals).isPresent();
    }

    private boolean isClosedWithin(Duration delay) {
        try {
            return closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Delivers once; what the shop answered with status 200, if anything. */
    Optional<String> send(Notice notice) {
        if (faults.strikes(Fault.DROP_NOTIFICATION)) {
            return Optional.empty();
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(notice.url()))
                    .timeout(ANSWER_TIME)
                    .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofString(Web.encode(signed(notice))))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("notification not delivered notify_id={}", notice.notifyId(), e);
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Map<String, String> signed(Notice notice) {
        var fields = new HashMap<>(notice.fields());
        if (faults.strikes(Fault.WRONG_AMOUNT)) {
            fields.put("total_amount", "0.01");
        }
        if (faults.strikes(Fault.FOREIGN_APP_ID)) {
            fields.put("app_id", FOREIGN_APP_ID);
        }
        if (faults.strikes(Fault.FOREIGN_SELLER)) {
            fields.put("seller_id", FOREIGN_SELLER_ID);
        }
        Map<String, String> signed = sign(fields);
        if (faults.strikes(Fault.BAD_NOTIFICATION_SIGNATURE)) {
            signed.computeIfPresent("sign", (_, sign) -> AlipaySigning.damaged(sign));
        }
        return signed;
    }

    /** As with a shop that works with certificates: every notification names the one it is signed with. */
    void nameCertificate() {
        isByCertificate = true;
    }

    Map<String, String> sign(Map<String, String> fields) {
        var signed = new HashMap<>(fields);
        signed.put("sign_type", "RSA2");
        if (isByCertificate) {
            signed.put("alipay_cert_sn", certificates.number());
        }
        String text = AlipaySigning.text(signed, AlipaySigning.NOTIFICATION);
        signed.put("sign", AlipaySigning.sign(text, certificates.key()));
        return signed;
    }

    /** Undelivered notifications stay in the journal and are taken up at the next start. */
    @Override
    public void close() {
        closed.countDown();
        client.shutdownNow();
        deliveries.shutdownNow();
    }
}
