package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import market.kernel.Money;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.local.testing.MovableClock;
import market.local.wechat.WechatGateway;
import org.jspecify.annotations.Nullable;

/** The engine's payments with a database, a gateway and a buyer's browser of their own. Time does not poll: tests do. */
final class PaymentWorld {

    static final PaymentWorld WORLD = new PaymentWorld();
    static final Duration HALF_HOUR = Duration.ofMinutes(30);

    final AlipayGateway gateway;
    final WechatGateway wechat;
    final Payments payments;
    final RecordingListener listener;
    final MovableClock clock = new MovableClock();
    final String address;
    private final Path gatewayFolder;
    private final ApplicationContext context;
    private final TransactionOperations<Connection> transactions;
    private final JdbcOperations jdbc;
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PaymentWorld() {
        this(Map.of());
    }

    /** With settings that differ from those of the others. */
    PaymentWorld(Map<String, Object> settings) {
        this(_ -> settings);
    }

    PaymentWorld(Function<WechatGateway, Map<String, Object>> settings) {
        try (var socket = new ServerSocket(0)) {
            address = "http://127.0.0.1:" + socket.getLocalPort();
            gatewayFolder = Files.createTempDirectory("alipay");
            wechat = WechatGateway.start(clock);
            gateway = AlipayGateway.start(new AlipayGatewayConfig(gatewayFolder, 0, List.of(), clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = ApplicationContext.run(PaymentSettings.of(address, gateway, wechat, settings.apply(wechat)));
        context.getBean(EmbeddedServer.class).start();
        payments = context.getBean(Payments.class);
        listener = context.getBean(RecordingListener.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
    }

    UUID order(long fen) {
        return order(List.of(fen));
    }

    /** An order of several merchants, with the amount of each. */
    UUID order(List<Long> fen) {
        var order = UUID.randomUUID();
        inTransaction(() -> payments.open(new PaymentOrder(
                order,
                "T" + order,
                "六安瓜片 特级 <250g> & 礼盒",
                clock.instant().plus(HALF_HOUR),
                fen.stream()
                        .map(each -> new PaymentOrder.Part(UUID.randomUUID(), UUID.randomUUID(), Money.cny(each)))
                        .toList())));
        return order;
    }

    /** The parts of an order, in the order in which they were given. */
    List<UUID> parts(UUID order) {
        return List.of(text("""
                        SELECT string_agg(CAST(merchant_order_id AS text), ',' ORDER BY leg.id)
                          FROM checkout.payment_leg AS leg
                          JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                         WHERE intent.order_id = ?
                        """, order).split(",")).stream()
                .map(UUID::fromString)
                .toList();
    }

    StartOutcome start(UUID order, PaymentProduct product, @Nullable String returnUrl) {
        return payments.start(new StartPayment(order, "ALIPAY", product, returnUrl, null));
    }

    AskRefundOutcome askRefund(UUID order, int part, long fen, String key) {
        return context.getBean(Refunds.class)
                .ask(new AskRefund(order, parts(order).get(part), Money.cny(fen), "少发一盒", key));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T inTransaction(Supplier<T> deed) {
        return transactions.executeWrite(_ -> deed.get());
    }

    /** Opens a code and gives back its cashier. */
    String qrCode(UUID order) {
        return ((PaymentAction.QrCode) action(order, PaymentProduct.QR)).payload();
    }

    /** Opens the page and gives back its cashier. */
    String page(UUID order) {
        var url = ((PaymentAction.Redirect) action(order, PaymentProduct.PAGE)).url();
        return gateway.address() + get(url).headers().firstValue("Location").orElseThrow();
    }

    PaymentAction action(UUID order, PaymentProduct product) {
        var outcome = start(order, product, "https://shop.example/orders?from=pay");
        assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
        return ((StartOutcome.Started) outcome).action();
    }

    HttpResponse<String> open(String cashier) {
        return get(cashier);
    }

    HttpResponse<String> pay(String cashier) {
        return post(cashier + "/pay", "");
    }

    IntentStatus status(UUID order) {
        return payments.find(order).orElseThrow().status();
    }

    void awaitPaid(UUID order) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(status(order)).isEqualTo(IntentStatus.PAID));
    }

    /**
     * Lets all attempts be asked about that are due after so much time. A poll leaves out what a notification is changing at
     * that moment; the next one asks about it.
     */
    void pollAfter(Duration duration) {
        clock.pass(duration);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            context.getBean(PollPayments.class).poll();
            return text(
                            "SELECT count(*) FROM checkout.payment_attempt WHERE next_poll_at <= ?",
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .equals("0");
        });
    }

    void refundAfter(Duration duration) {
        clock.pass(duration);
        context.getBean(PursueRefunds.class).pursue();
    }

    /** Compares the bills of all days that are over by then. */
    void reconcileAfter(Duration duration) {
        clock.pass(duration);
        context.getBean(Reconcile.class).run();
    }

    /** {@code AMOUNT OPEN 100 101} for each difference about an attempt. */
    String breaks(String attemptNo) {
        return text("""
                SELECT COALESCE(string_agg(concat_ws(' ', kind, state, COALESCE(CAST(here_minor AS text), '-'),
                                                     COALESCE(CAST(there_minor AS text), '-')), ', ' ORDER BY id), '')
                  FROM checkout.reconciliation_break
                 WHERE attempt_no = ?
                """, attemptNo);
    }

    /** The notification of a paid trade as the gateway would send it, to be spoiled and signed by a test. */
    Map<String, String> paidNotice(String attemptNo, String tradeNo, String yuan) {
        var fields = new HashMap<String, String>();
        fields.put("notify_id", UUID.randomUUID().toString());
        fields.put("notify_type", "trade_status_sync");
        fields.put("app_id", gateway.appId());
        fields.put("seller_id", gateway.sellerId());
        fields.put("out_trade_no", attemptNo);
        fields.put("trade_no", tradeNo);
        fields.put("trade_status", "TRADE_SUCCESS");
        fields.put("total_amount", yuan);
        fields.put("gmt_payment", "2026-11-23 00:30:00");
        fields.put("subject", "六安瓜片");
        return fields;
    }

    /** As somebody would who can make the institution's key sign with SHA-1, which nobody should believe any more. */
    Map<String, String> signWeakly(Map<String, String> fields) throws GeneralSecurityException, IOException {
        var stored = new Properties();
        try (var reader = Files.newBufferedReader(gatewayFolder.resolve("keys.properties"))) {
            stored.load(reader);
        }
        var key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getDecoder().decode(stored.getProperty("institution.private", ""))));
        var text = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"));
        var signature = Signature.getInstance("SHA1withRSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        var signed = new HashMap<>(fields);
        signed.put("sign", Base64.getEncoder().encodeToString(signature.sign()));
        signed.put("sign_type", "RSA");
        return signed;
    }

    String sendNotice(Map<String, String> fields) {
        var answer = post(address + "/alipay/notify", form(fields)).body();
        carryOutMessages();
        return answer;
    }

    /** Waits until nothing that was taken for genuine is left to be carried out, but for what cannot be now. */
    void carryOutMessages() {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> "0".equals(text("""
                        SELECT count(*)
                          FROM checkout.provider_event
                         WHERE outcome = 'VERIFIED' AND tries = ?
                        """, 0)));
    }

    void retryMessagesAfter(Duration duration) {
        clock.pass(duration);
        context.getBean(ApplyEvents.class).applyDue();
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    HttpResponse<String> post(String url, String body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only attempt of an order. */
    String attemptNo(UUID order) {
        return text("""
                SELECT attempt_no
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order);
    }

    /** All attempts of an order, in the order they were opened. */
    List<String> attemptNos(UUID order) {
        var found = text("""
                SELECT COALESCE(string_agg(attempt_no, ',' ORDER BY attempt.id), '')
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order);
        return found.isEmpty() ? List.of() : List.of(found.split(",", -1));
    }

    String tradeNo(UUID order) {
        return text("SELECT provider_trade_no FROM checkout.payment_attempt WHERE attempt_no = ?", attemptNo(order));
    }

    /** {@code PAGE SUCCEEDED COUNTED} for each attempt of an order, in the order they were opened. */
    String attempts(UUID order) {
        return text("""
                SELECT string_agg(concat_ws(' ', product, attempt.status, capture), ', ' ORDER BY attempt.id)
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order);
    }

    /** {@code SUCCEEDED 8800} for each refund of an order, oldest first. */
    String refunds(UUID order) {
        return text("""
                SELECT COALESCE(string_agg(concat_ws(' ', refund.status, refund.amount_minor), ', ' ORDER BY refund.id), '')
                  FROM checkout.payment_refund AS refund
                  JOIN checkout.payment_attempt AS attempt ON attempt.id = refund.attempt_id
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order);
    }

    /** {@code PAID 8800} for each change of an order's money. */
    String history(UUID order) {
        return text("""
                SELECT COALESCE(string_agg(concat_ws(' ', kind, event.amount_minor), ', ' ORDER BY event.id), '')
                  FROM checkout.payment_event AS event
                  JOIN checkout.payment_intent AS intent ON intent.id = event.intent_id
                 WHERE intent.order_id = ?
                """, order);
    }

    /** {@code REFUSED AMOUNT} for each event of an attempt. */
    String events(String attemptNo) {
        return text("""
                SELECT COALESCE(string_agg(concat_ws(' ', outcome, reason), ', ' ORDER BY received_at), '')
                  FROM checkout.provider_event
                 WHERE attempt_no = ?
                """, attemptNo);
    }

    String text(String sql, Object key) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, key);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }));
    }
}
