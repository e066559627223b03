package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that somebody between the institution and us, or anybody at all, can send to the open address. */
final class AttackingNotificationsTest {

    private static final String TRADE = "T";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What is done to the form of a genuine notification. */
    record Attack(String name, UnaryOperator<String> spoil) {

        @Override
        public String toString() {
            return name;
        }
    }

    private UUID order = new UUID(0, 0);
    private String attemptNo = "";
    private String genuine = "";

    @BeforeEach
    void openCode() {
        WORLD.gateway.clearFaults();
        order = WORLD.order(8_800);
        WORLD.qrCode(order);
        attemptNo = WORLD.attemptNo(order);
        genuine = PaymentWorld.form(WORLD.gateway.signNotification(fields()));
    }

    private Map<String, String> fields() {
        return WORLD.paidNotice(attemptNo, TRADE + attemptNo, "88.00");
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                new Attack("a field doubled", form -> form + "&total_amount=88.00"),
                new Attack("a signature doubled", form -> form + "&sign=AAAA"),
                new Attack("a field added", form -> form + "&passback_params=x"),
                new Attack("a field without a value added", form -> form + "&body"),
                new Attack("a value without a name added", form -> form + "&=x"),
                new Attack("an end that is none", form -> form + "&"),
                new Attack("a mark of order before it", form -> "\uFEFF" + form),
                new Attack("a line after it", form -> form + "\n"),
                new Attack("a space before it", form -> " " + form),
                new Attack("encoded twice", form -> form.replace("%", "%25")),
                new Attack("broken percents", form -> form.replaceFirst("%", "%ZZ")),
                new Attack("a percent cut off", form -> form + "%"),
                new Attack("names in capitals", form -> form.replace("total_amount=", "Total_Amount=")),
                new Attack("no signature", form -> form.replaceFirst("(^|&)sign=[^&]*", "$1charset=utf-8")),
                new Attack("an empty signature", form -> form.replaceFirst("(^|&)sign=[^&]*", "$1sign=")),
                new Attack(
                        "a signature of something else", form -> form.replaceFirst("(^|&)sign=[^&]*", "$1sign=AAAA")),
                new Attack("pluses of the signature as spaces", form -> form.replaceFirst("%2B", "+")),
                new Attack("another amount", form -> form.replace("total_amount=88.00", "total_amount=0.01")),
                new Attack("the amount in other words", form -> form.replace("=88.00", "=88.0")),
                new Attack("another status", form -> form.replace("TRADE_SUCCESS", "TRADE_FINISHED")),
                new Attack("a field hidden in the one before", AttackingNotificationsTest::hidden),
                new Attack("JSON", _ -> "{\"trade_status\":\"TRADE_SUCCESS\"}"),
                new Attack("XML", _ -> "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>"),
                new Attack("nothing but marks", _ -> "&&&&===="),
                new Attack("zeros", _ -> "\0\0\0"));
    }

    /** The text that is signed stays the same, though a field is not one of its own any more. */
    private static String hidden(String form) {
        var status = "trade_no=" + part(form, "trade_no") + "%26trade_status%3D" + part(form, "trade_status");
        return form.replaceFirst("(^|&)trade_status=[^&]*", "$1")
                .replaceFirst("trade_no=[^&]*", status)
                .replaceAll("&{2,}", "&")
                .replaceAll("^&|&$", "");
    }

    private static String part(String form, String name) {
        return Arrays.stream(form.split("&", -1))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void what_is_not_word_for_word_the_institutions_is_refused_and_keeps_nothing_genuine_out(Attack attack) {
        var spoiled = attack.spoil().apply(genuine);
        assertThat(spoiled).isNotEqualTo(genuine);

        assertThat(send(bytes(spoiled), Map.of()).body()).isEqualTo("failure");

        assertThat(stored(bytes(spoiled))).isEqualTo("REFUSED SIGNATURE f");
        assertUnpaid();
        assertPaidBy(bytes(genuine), Map.of());
    }

    @Test
    void other_bytes_for_the_same_words_are_refused() {
        var foreign = genuine.replace("%E5%85%AD%E5%AE%89", encoded("六安", Charset.forName("GBK")));
        assertThat(foreign).isNotEqualTo(genuine);

        assertThat(send(bytes(foreign + "&charset=GBK"), Map.of()).body()).isEqualTo("failure");
        assertThat(send(bytes(foreign), Map.of("Content-Type", "application/x-www-form-urlencoded;charset=GBK"))
                        .body())
                .isEqualTo("failure");

        assertUnpaid();
    }

    private static String encoded(String text, Charset charset) {
        return URLEncoder.encode(text, charset);
    }

    @Test
    void what_is_empty_or_far_too_long_is_refused_and_not_kept() {
        var long1 = bytes(genuine + "&passback_params=" + "x".repeat(20_000));
        var long2 = bytes("x=" + "y".repeat(3_000_000));

        assertThat(send(new byte[0], Map.of()).body()).isNotEqualTo("success");
        assertThat(send(long1, Map.of()).body()).isEqualTo("failure");
        assertThat(send(long2, Map.of()).body()).isNotEqualTo("success");

        assertThat(stored(long1)).isNull();
        assertThat(stored(long2)).isNull();
        assertUnpaid();
    }

    @Test
    void a_genuine_message_is_taken_whatever_its_headers_and_address_say() {
        assertPaidBy(
                bytes(genuine),
                Map.of("Content-Type", "application/json", "Accept", "text/html", "X-Forwarded-For", "203.0.113.9"));
    }

    @Test
    void what_is_blank_and_not_signed_says_nothing() {
        var closed = new HashMap<>(fields());
        closed.put("trade_status", "TRADE_CLOSED");
        closed.remove("gmt_payment");
        var form = PaymentWorld.form(WORLD.gateway.signNotification(closed));

        assertThat(send(bytes(form + "&refund_fee=&gmt_payment=%20&body="), Map.of())
                        .body())
                .isEqualTo("success");

        WORLD.carryOutMessages();
        assertThat(WORLD.attempts(order)).isEqualTo("QR CANCELLED");
        assertThat(WORLD.refunds(order)).isEmpty();
    }

    @Test
    void a_genuine_message_is_taken_without_a_type_and_in_pieces() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(WORLD.address + "/alipay/notify?out_trade_no=other&sign=AAAA"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(genuine))))
                .build();

        assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("success");

        WORLD.awaitPaid(order);
    }

    @Test
    void the_kind_of_signature_is_not_the_messages_to_say() {
        assertPaidBy(bytes(genuine.replace("sign_type=RSA2", "sign_type=NONE")), Map.of());
    }

    @Test
    void what_is_packed_is_taken_for_what_it_is_or_refused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            zip.write(bytes(genuine));
        }

        var answer =
                send(packed.toByteArray(), Map.of("Content-Encoding", "gzip")).body();

        if (answer.equals("success")) {
            WORLD.awaitPaid(order);
        } else {
            assertUnpaid();
            assertPaidBy(bytes(genuine), Map.of());
        }
    }

    @Test
    void only_what_is_posted_is_heard() throws Exception {
        for (var method : new String[] {"GET", "PUT", "DELETE"}) {
            var request = HttpRequest.newBuilder(URI.create(WORLD.address + "/alipay/notify?" + genuine))
                    .method(method, HttpRequest.BodyPublishers.ofString(genuine))
                    .build();
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.body()).as(method).isNotEqualTo("success");
        }
        assertUnpaid();
    }

    @Test
    void a_message_of_another_order_pays_that_one_only() {
        var other = WORLD.order(8_800);
        WORLD.qrCode(other);
        var no = WORLD.attemptNo(other);
        var form = PaymentWorld.form(WORLD.gateway.signNotification(WORLD.paidNotice(no, TRADE + no, "88.00")));

        assertThat(send(bytes(form.replace(no, attemptNo)), Map.of()).body()).isEqualTo("failure");
        assertThat(send(bytes(form), Map.of()).body()).isEqualTo("success");

        WORLD.awaitPaid(other);
        assertUnpaid();
    }

    @Test
    void a_genuine_message_of_no_trade_is_kept_and_alarmed() {
        var fields = new HashMap<>(fields());
        fields.remove("out_trade_no");
        var message = bytes(PaymentWorld.form(WORLD.gateway.signNotification(fields)));

        assertThat(send(message, Map.of()).body()).isEqualTo("success");

        assertThat(stored(message)).isEqualTo("REFUSED MALFORMED t");
        assertUnpaid();
    }

    @Test
    void news_from_before_a_closing_and_after_it_end_in_one_truth() {
        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
        var waiting = new HashMap<>(fields());
        waiting.put("trade_status", "WAIT_BUYER_PAY");
        var closed = new HashMap<>(fields());
        closed.put("trade_status", "TRADE_CLOSED");
        closed.remove("gmt_payment");

        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(closed))).isEqualTo("success");
        assertThat(WORLD.sendNotice(WORLD.gateway.signNotification(waiting))).isEqualTo("success");
        assertThat(WORLD.attempts(order)).isEqualTo("QR CANCELLED");

        assertThat(send(bytes(genuine), Map.of()).body()).isEqualTo("success");
        WORLD.carryOutMessages();
        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED LATE");
        assertThat(WORLD.refunds(order)).isEqualTo("REQUESTED 8800");
    }

    private void assertPaidBy(byte[] message, Map<String, String> headers) {
        assertThat(send(message, headers).body()).isEqualTo("success");
        WORLD.awaitPaid(order);
        assertThat(WORLD.listener.of(order)).hasSize(1);
        WORLD.carryOutMessages();
        assertThat(stored(message)).isEqualTo("APPLIED t");
    }

    private void assertUnpaid() {
        WORLD.carryOutMessages();
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.OPEN);
        assertThat(WORLD.attempts(order)).isEqualTo("QR REQUIRES_ACTION");
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code REFUSED SIGNATURE f}: what became of these bytes, and whether they were found genuine; null when not kept. */
    private static @Nullable String stored(byte[] body) {
        return WORLD.text("""
                SELECT max(concat_ws(' ', outcome, reason, left(CAST(verified AS text), 1)))
                  FROM checkout.provider_event
                 WHERE raw_body = ?
                """, body);
    }

    private static HttpResponse<String> send(byte[] body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(WORLD.address + "/alipay/notify"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.header(
                "Content-Type",
                headers.getOrDefault("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
        headers.forEach((name, value) -> {
            if (!name.equals("Content-Type")) {
                request.header(name, value);
            }
        });
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
