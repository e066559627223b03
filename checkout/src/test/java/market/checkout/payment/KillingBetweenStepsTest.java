package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import market.checkout.payment.KillingProxy.Point;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.local.alipay.Fault;
import market.local.wechat.WechatGateway;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process, killed with the hardest signal between any two steps of paying, giving back and sharing: whoever starts next
 * brings it to the same end. With {@code market.payments.kills=all} at every point, else at one of each.
 */
final class KillingBetweenStepsTest {

    private static final boolean IS_WHOLE = "all".equals(System.getProperty("market.payments.kills"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static String database = "";
    private static Path settings = Path.of("");
    private static @Nullable AlipayGateway gateway;
    private static @Nullable WechatGateway wechat;
    private static @Nullable KillingProxy proxy;
    private static @Nullable Process engine;
    private static int launches;

    private final UUID order = UUID.randomUUID();
    private final UUID part = UUID.randomUUID();

    @BeforeAll
    static void prepare() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var alipay = AlipayGateway.start(AlipayGatewayConfig.forDevelopment(folder, 0, Clock.systemUTC()));
        var second = WechatGateway.start(Clock.systemUTC());
        var between = new KillingProxy(alipay.address(), "http://127.0.0.1:" + port, KillingBetweenStepsTest::kill);
        var stored = new Properties();
        PaymentSettings.of("http://127.0.0.1:" + port, alipay, second, Map.of())
                .forEach((name, value) -> stored.setProperty(name, value.toString()));
        stored.setProperty("market.alipay.gateway-url", between.address() + "/gateway.do");
        stored.setProperty("market.public-url", between.address());
        PaymentCopy.intervals().forEach(stored::setProperty);
        settings = folder.resolve("copy.properties");
        try (var writer = Files.newBufferedWriter(settings)) {
            stored.store(writer, null);
        }
        database = stored.getProperty("datasources.default.url", "");
        gateway = alipay;
        wechat = second;
        proxy = between;
        launch();
    }

    @AfterAll
    static void stop() {
        kill();
        gateway().close();
        if (wechat != null) {
            wechat.close();
        }
        proxy().close();
    }

    private static AlipayGateway gateway() {
        return Objects.requireNonNull(gateway);
    }

    private static KillingProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    private static void launch() throws IOException {
        Files.deleteIfExists(Path.of(settings + ".ready"));
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        engine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=market/local/testing/logback.xml",
                        "-cp",
                        classPath,
                        PaymentCopy.class.getName(),
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("copy.log").toFile()))
                .start();
        Awaitility.await().atMost(SOON).until(() -> Files.exists(Path.of(settings + ".ready")));
        // What the dead one had taken on is left to it for a minute; nobody waits for that here.
        tell("later", UUID.randomUUID(), 2 * launches++);
    }

    private static void kill() {
        var current = engine;
        if (current != null) {
            current.destroyForcibly().onExit().join();
        }
    }

    private static void tell(Object... words) {
        var line = new StringBuilder();
        for (var word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        try {
            var input = Objects.requireNonNull(engine).getOutputStream();
            input.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void paying_ends_the_same_wherever_it_was_cut_off() throws IOException {
        for (var point : points("alipay.trade.precreate", "notify", "alipay.trade.query")) {
            var next = new KillingBetweenStepsTest();
            next.open(UUID.randomUUID());
            if (point.message().equals("alipay.trade.precreate")) {
                next.dieAt(point, "start");
                tell("start", next.order);
                next.payAtCashier();
            } else {
                tell("start", next.order);
                next.await("started", "SELECT count(client_action)" + OF_ORDER, "1");
                proxy().arm(point);
                if (point.message().equals("alipay.trade.query")) {
                    // However often the gateway tells it.
                    gateway().inject(Fault.DROP_NOTIFICATION, Integer.MAX_VALUE);
                }
                next.payAtCashier();
                awaitStrike(point);
                launch();
            }

            next.await(
                    point, "SELECT string_agg(attempt.status || ' ' || capture, ',')" + OF_ORDER, "SUCCEEDED COUNTED");
            assertThat(gateway().books(next.attemptNo()))
                    .as("%s", point)
                    .isEqualTo("TRADE_SUCCESS 100.00 refunded 0.00");
            next.awaitHistory(point, "PAID 10000");
            gateway().clearFaults();
        }
    }

    @Test
    void giving_back_ends_the_same_wherever_it_was_cut_off() throws IOException {
        for (var point : points("alipay.trade.refund", "alipay.trade.fastpay.refund.query")) {
            var next = new KillingBetweenStepsTest();
            next.pay(UUID.randomUUID());
            gateway().clearFaults();
            gateway().inject(Fault.FUND_CHANGE_NO, 1);

            next.dieAt(point, "refund", next.part);

            next.awaitHistory(point, "PAID 10000, REFUND_ASKED 1000, REFUND_DONE 1000");
            assertThat(gateway().books(next.attemptNo()))
                    .as("%s", point)
                    .isEqualTo("TRADE_SUCCESS 100.00 refunded 10.00");
        }
    }

    @Test
    void sharing_ends_the_same_wherever_it_was_cut_off() throws IOException {
        var merchant = UUID.randomUUID();
        tell("merchant", merchant);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> "ACTIVE"
                        .equals(text(
                                "SELECT max(status) FROM checkout.merchant_account WHERE merchant_id = ?", merchant)));
        for (var point :
                points("alipay.trade.settle.confirm", "alipay.trade.order.settle", "alipay.trade.order.settle.query")) {
            var next = new KillingBetweenStepsTest();
            next.pay(merchant);

            next.dieAt(point, "settle", next.part);

            next.awaitHistory(
                    point,
                    "PAID 10000, SETTLEMENT_PLANNED 10000, SETTLEMENT_CONFIRMED 10000, SPLIT_DONE 500, SETTLED 10000");
            assertThat(gateway().shares(next.attemptNo())).as("%s", point).isEqualTo("let go 100.00, shared 5.00");
        }
    }

    private static final String OF_ORDER = """
             FROM checkout.payment_attempt AS attempt
             JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
            WHERE intent.order_id = ?
            """;

    private static List<Point> points(String... messages) {
        return IS_WHOLE
                ? List.of(messages).stream()
                        .flatMap(each -> Stream.of(new Point(each, false), new Point(each, true)))
                        .toList()
                : List.of(new Point(messages[0], true));
    }

    private void open(UUID merchant) {
        tell("open", order, part, merchant);
        await("open", "SELECT count(*) FROM checkout.payment_intent WHERE order_id = ?", "1");
    }

    private void pay(UUID merchant) {
        open(merchant);
        tell("start", order);
        payAtCashier();
        await("paid", "SELECT string_agg(attempt.status, ',')" + OF_ORDER, "SUCCEEDED");
    }

    /** The engine is told, dies at the point, and another one starts. */
    private void dieAt(Point point, String deed, Object... more) throws IOException {
        proxy().arm(point);
        tell(more.length == 0 ? new Object[] {deed, order} : new Object[] {deed, order, more[0]});
        awaitStrike(point);
        launch();
    }

    private static void awaitStrike(Point point) {
        Awaitility.await(point.toString()).atMost(SOON).until(() -> proxy().hasStruck());
    }

    private void payAtCashier() {
        await("started", "SELECT count(client_action)" + OF_ORDER, "1");
        var cashier = text("SELECT max(client_action)" + OF_ORDER, order);
        try {
            CLIENT.send(
                    HttpRequest.newBuilder(URI.create(cashier + "/pay"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String attemptNo() {
        return String.valueOf(text("SELECT max(attempt_no)" + OF_ORDER, order));
    }

    private void awaitHistory(Point point, String expected) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(history()).as("%s", point).isEqualTo(expected));
    }

    private String history() {
        return String.valueOf(text("""
                SELECT string_agg(concat_ws(' ', kind, event.amount_minor), ', ' ORDER BY event.id)
                  FROM checkout.payment_event AS event
                  JOIN checkout.payment_intent AS intent ON intent.id = event.intent_id
                 WHERE intent.order_id = ?
                """, order));
    }

    private void await(Object when, String sql, String expected) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(text(sql, order)).as("%s", when).isEqualTo(expected));
    }

    private static @Nullable String text(String sql, UUID key) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
