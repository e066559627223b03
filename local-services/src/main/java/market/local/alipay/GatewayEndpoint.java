package market.local.alipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** {@code /gateway.do}: checks who asks, does what is asked, signs what it says. */
final class GatewayEndpoint implements HttpHandler {
    // Some shops write amounts as numbers; they must not pass through binary fractions.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final AlipayKeys keys;
    private final TradeMethods methods;
    private final AlipayCertificates certificates;
    private final OrderIntake intake;
    private final MergeMethods merges;
    private final Faults faults;

    GatewayEndpoint(
            AlipayKeys keys,
            AlipayCertificates certificates,
            TradeMethods methods,
            OrderIntake intake,
            MergeMethods merges,
            Faults faults) {
        this.keys = keys;
        this.certificates = certificates;
        this.methods = methods;
        this.intake = intake;
        this.merges = merges;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        waitFor(faults.nextDelay());
        if (faults.strikes(Fault.STATUS_500)) {
            Web.send(exchange, 500, "text/plain", "");
            return;
        }
        Map<String, String> parameters = Web.parameters(exchange);
        String method = parameters.getOrDefault("method", "");
        switch (method) {
            case TradeMethods.PAGE_PAY, TradeMethods.WAP_PAY, TradeMethods.APP_PAY ->
                openCashier(exchange, method, parameters);
            case MergeMethods.PAGE_PAY, MergeMethods.WAP_PAY, MergeMethods.APP_PAY ->
                openMerged(exchange, method, parameters);
            default -> answer(exchange, method, parameters);
        }
    }

    private void openCashier(HttpExchange exchange, String method, Map<String, String> parameters) throws IOException {
        Optional<Answer> refusal = refusal(parameters);
        OrderIntake.Outcome outcome = refusal.isPresent()
                ? new OrderIntake.Refused(refusal.get())
                : intake.take(method, parameters, content(parameters));
        switch (outcome) {
            case OrderIntake.Taken(var order) -> Web.redirect(exchange, "/cashier/" + order.cashierId());
            case OrderIntake.Refused(var answer) -> Web.send(exchange, 200, "text/html", CashierPage.refused(answer));
        }
    }

    private void openMerged(HttpExchange exchange, String method, Map<String, String> parameters) throws IOException {
        Optional<Answer> refusal = refusal(parameters);
        MergeMethods.Outcome outcome = refusal.isPresent()
                ? new MergeMethods.Refused(refusal.get())
                : merges.open(method, parameters, content(parameters));
        switch (outcome) {
            case MergeMethods.Taken(var merge) -> Web.redirect(exchange, "/cashier/" + merge.cashierId());
            case MergeMethods.Refused(var answer) -> Web.send(exchange, 200, "text/html", CashierPage.refused(answer));
        }
    }

    private void answer(HttpExchange exchange, String method, Map<String, String> parameters) throws IOException {
        String node = method.isEmpty() ? "error_response" : method.replace('.', '_') + "_response";
        Optional<Answer> refusal = refusal(parameters);
        if (refusal.isPresent()) {
            send(exchange, node, refusal.get(), isByCertificate(parameters));
            return;
        }
        if (faults.strikes(Fault.UNSIGNED_FAILURE)) {
            String text = JSON.writeValueAsString(
                    Answer.refused("ACQ.SYSTEM_ERROR", "系统错误").fields());
            Web.send(exchange, 200, "text/html", "{\"" + node + "\":" + text + "}");
            return;
        }
        Answer answer = distorted(methods.answer(method, parameters, content(parameters)));
        if (faults.strikes(Fault.RESET_AFTER_COMMIT)) {
            exchange.close();
            return;
        }
        send(exchange, node, answer, isByCertificate(parameters));
    }

    private Answer distorted(Answer answer) {
        if (faults.strikes(Fault.CODE_10003)) {
            return Answer.coded("10003", "order success pay inprocess");
        }
        if (faults.strikes(Fault.CODE_20000)) {
            return Answer.coded("20000", "Service Currently Unavailable")
                    .with("sub_code", "isp.unknow-error")
                    .with("sub_msg", "系统繁忙");
        }
        if (answer.fields().containsKey("fund_change") && faults.strikes(Fault.FUND_CHANGE_NO)) {
            return answer.with("fund_change", "N");
        }
        return answer;
    }

    private Optional<Answer> refusal(Map<String, String> parameters) {
        if (!parameters.getOrDefault("app_id", "").equals(AlipayGateway.APP_ID)) {
            return Optional.of(Answer.invalid("isv.invalid-app-id", "无效的AppID参数"));
        }
        if (!parameters.getOrDefault("sign_type", "").equals("RSA2")) {
            return Optional.of(Answer.invalid("isv.invalid-signature-type", "无效的签名类型"));
        }
        if (isByCertificate(parameters)
                && !(parameters.getOrDefault("app_cert_sn", "").equals(certificates.applicationNumber())
                        && parameters.getOrDefault("alipay_root_cert_sn", "").equals(certificates.rootNumber()))) {
            return Optional.of(Answer.invalid("isv.app-cert-sn-not-match", "证书序列号不匹配"));
        }
        String text = AlipaySigning.text(parameters, AlipaySigning.REQUEST);
        String sign = parameters.getOrDefault("sign", "");
        return AlipaySigning.verifies(text, sign, keys.application().getPublic())
                ? Optional.empty()
                : Optional.of(Answer.invalid("isv.invalid-signature", "验签出错，请确认应用公钥与应用私钥匹配"));
    }

    private static boolean isByCertificate(Map<String, String> parameters) {
        return parameters.containsKey("app_cert_sn");
    }

    private static JsonNode content(Map<String, String> parameters) {
        try {
            JsonNode content = JSON.readTree(parameters.getOrDefault("biz_content", "{}"));
            return content.isObject() ? content : JSON.createObjectNode();
        } catch (JsonProcessingException _) {
            // The checks of the methods then miss what they need and say so.
            return JSON.createObjectNode();
        }
    }

    /** Signs exactly the characters it sends, unless told otherwise. */
    private void send(HttpExchange exchange, String node, Answer answer, boolean isByCertificate) throws IOException {
        String text = JSON.writeValueAsString(answer.fields());
        String sign = AlipaySigning.sign(text, certificates.key());
        if (faults.strikes(Fault.BAD_SIGNATURE)) {
            sign = AlipaySigning.damaged(sign);
        }
        if (faults.strikes(Fault.TAMPERED_ANSWER)) {
            text = JSON.writeValueAsString(answer.with("total_amount", "0.01").fields());
        }
        if (faults.strikes(Fault.ESCAPED_SLASHES)) {
            text = text.replace("/", "\\/");
        }
        String certificate = isByCertificate ? ",\"alipay_cert_sn\":\"" + certificates.number() + "\"" : "";
        Web.send(exchange, 200, "text/html", "{\"" + node + "\":" + text + certificate + ",\"sign\":\"" + sign + "\"}");
    }

    private static void waitFor(Duration delay) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < delay.toNanos()) {
            LockSupport.parkNanos(delay.toNanos() - (System.nanoTime() - start));
        }
    }
}
