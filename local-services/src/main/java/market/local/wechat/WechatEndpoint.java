package market.local.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** {@code /v3/}: checks who asks, does what is asked, signs what it says, refusals too. */
final class WechatEndpoint implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

    private static final String BILL_FILE = "/v3/billdownload/file";
    private static final Pattern DAY = Pattern.compile("bill_date=([0-9-]{10})");

    private record Answer(int status, Map<String, ?> body) {

        static Answer refused(int status, String code) {
            return new Answer(status, Map.of("code", code, "message", code));
        }
    }

    private final WechatGateway gateway;
    private final WechatBook book;
    private final WechatSigning signing;
    private final PublicKey merchant;
    private final WechatBills bills;

    WechatEndpoint(WechatGateway gateway, WechatBook book, WechatSigning signing, PublicKey merchant) {
        this.gateway = gateway;
        this.book = book;
        this.signing = signing;
        this.merchant = merchant;
        bills = new WechatBills(book);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().getPath().equals(BILL_FILE) && isGenuine(exchange, body)) {
            // The one answer that is not signed: its sum was told before, under a signature.
            send(exchange, 200, "text/plain", bills.file(day(exchange.getRequestURI())));
            return;
        }
        var answer = isGenuine(exchange, body)
                ? answer(exchange.getRequestMethod(), exchange.getRequestURI(), body)
                : Answer.refused(401, "SIGN_ERROR");
        if (gateway.lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.close();
            return;
        }
        var text = answer.status == 204 ? "" : JSON.writeValueAsString(answer.body);
        signing.headers(text)
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        send(exchange, answer.status, "application/json", text);
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private boolean isGenuine(HttpExchange exchange, String body) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("WECHATPAY2-SHA256-RSA2048 ")) {
            return false;
        }
        var fields = new LinkedHashMap<String, String>();
        var matcher = FIELD.matcher(header);
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
        }
        var text = exchange.getRequestMethod() + "\n" + exchange.getRequestURI() + "\n" + fields.get("timestamp") + "\n"
                + fields.get("nonce_str") + "\n" + body + "\n";
        return WechatGateway.MERCHANT.equals(fields.get("mchid"))
                && WechatGateway.MERCHANT_SERIAL.equals(fields.get("serial_no"))
                && WechatSigning.verifies(text, fields.getOrDefault("signature", ""), merchant);
    }

    private Answer answer(String method, URI uri, String body) throws IOException {
        var path = uri.getPath();
        var json = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
        var parts = path.split("/", -1);
        var last = parts[parts.length - 1];
        return switch (method + " " + path.replaceAll("(out-trade-no|refunds)/[^/]+", "$1/*")) {
            case "POST /v3/pay/transactions/native" -> place(json, "NATIVE");
            case "POST /v3/pay/transactions/jsapi" -> place(json, "JSAPI");
            case "GET /v3/pay/transactions/out-trade-no/*" ->
                book.find(last)
                        .map(order -> new Answer(200, transaction(order)))
                        .orElseGet(() -> Answer.refused(404, "ORDER_NOT_EXIST"));
            case "POST /v3/pay/transactions/out-trade-no/*/close" ->
                book.close(parts[parts.length - 2]) ? new Answer(204, Map.of()) : Answer.refused(400, "ORDERPAID");
            case "POST /v3/refund/domestic/refunds" -> refund(json);
            case "GET /v3/refund/domestic/refunds/*" ->
                book.findByRefund(last)
                        .map(order -> new Answer(200, refund(order, last)))
                        .orElseGet(() -> Answer.refused(404, "RESOURCE_NOT_EXISTS"));
            case "GET /v3/certificates" -> new Answer(200, gateway.listCertificates());
            case "GET /v3/bill/tradebill" -> bill(day(uri));
            default -> Answer.refused(404, "NO_SUCH_METHOD");
        };
    }

    private static String day(URI uri) {
        var matcher = DAY.matcher(uri.getQuery() == null ? "" : uri.getQuery());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Days that are over have a bill, unless nothing happened on them. */
    private Answer bill(String day) {
        return bills.find(day)
                .map(file -> new Answer(
                        200,
                        Map.of(
                                "hash_type",
                                "SHA1",
                                "hash_value",
                                WechatBills.sum(file),
                                "download_url",
                                gateway.address() + BILL_FILE + "?bill_date=" + day)))
                .orElseGet(() -> Answer.refused(400, "NO_STATEMENT_EXIST"));
    }

    private Answer place(JsonNode json, String kind) {
        var number = json.path("out_trade_no").asText("");
        var isOurs = WechatGateway.MERCHANT.equals(json.path("mchid").asText())
                && WechatGateway.APP_ID.equals(json.path("appid").asText());
        var hasPayer = !kind.equals("JSAPI")
                || !json.path("payer").path("openid").asText("").isEmpty();
        var total = json.path("amount").path("total").asLong(0);
        if (!isOurs || !hasPayer || total <= 0 || !number.matches("[0-9A-Za-z_*-]{6,32}")) {
            return Answer.refused(400, "PARAM_ERROR");
        }
        var expires = OffsetDateTime.parse(json.path("time_expire").asText()).toInstant();
        if (!book.place(number, total, kind, json.path("notify_url").asText(""), expires)) {
            return Answer.refused(400, "OUT_TRADE_NO_USED");
        }
        return kind.equals("NATIVE")
                ? new Answer(200, Map.of("code_url", gateway.address() + "/cashier/" + number))
                : new Answer(200, Map.of("prepay_id", "wx" + number));
    }

    private Answer refund(JsonNode json) {
        var number = json.path("out_trade_no").asText("");
        var refundNo = json.path("out_refund_no").asText("");
        return switch (book.refund(
                number, refundNo, json.path("amount").path("refund").asLong(0))) {
            case DONE -> new Answer(200, refund(book.find(number).orElseThrow(), refundNo));
            case TOO_MUCH, OTHER_AMOUNT -> Answer.refused(400, "PARAM_ERROR");
            case NOT_PAID -> Answer.refused(404, "RESOURCE_NOT_EXISTS");
        };
    }

    private static Map<String, Object> refund(WechatOrder order, String refundNo) {
        var refund = Objects.requireNonNull(order.refunds().get(refundNo));
        return Map.of(
                "refund_id",
                "50000" + refundNo,
                "out_refund_no",
                refundNo,
                "transaction_id",
                order.transactionId(),
                "out_trade_no",
                order.outTradeNo(),
                "status",
                "SUCCESS",
                "channel",
                "ORIGINAL",
                "amount",
                Map.of("total", order.total(), "refund", refund.amount(), "currency", "CNY"));
    }

    static Map<String, Object> transaction(WechatOrder order) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("appid", WechatGateway.APP_ID);
        fields.put("mchid", WechatGateway.MERCHANT);
        fields.put("out_trade_no", order.outTradeNo());
        fields.put("trade_state", order.state());
        fields.put("trade_state_desc", order.state());
        fields.put("amount", Map.of("total", order.total(), "currency", "CNY"));
        if (order.isPaid()) {
            fields.put("transaction_id", order.transactionId());
            fields.put("trade_type", order.kind());
            fields.put("success_time", TIME.format(order.paidAt().atOffset(ZoneOffset.ofHours(8))));
        }
        return fields;
    }
}
