package market.local.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.response.AlipayTradeCloseResponse;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayingThroughTheSdkTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private AlipayGateway gateway;
    private Shop shop;

    @BeforeEach
    void start() throws Exception {
        gateway = AlipayGateway.start(new AlipayGatewayConfig(folder, 0, List.of(), clock));
        shop = new Shop(gateway);
    }

    @AfterEach
    void stop() {
        shop.close();
        gateway.close();
    }

    @Test
    void a_trade_exists_only_once_the_buyer_has_scanned_and_is_paid_at_the_cashier() throws Exception {
        var precreated = shop.precreate("M1", "88.8");
        assertThat(precreated.getCode()).isEqualTo("10000");
        assertThat(precreated.getQrCode()).startsWith(gateway.address() + "/cashier/");
        var unscanned = shop.query("M1");
        assertThat(List.of(unscanned.getCode(), unscanned.getSubCode()))
                .containsExactly("40004", "ACQ.TRADE_NOT_EXIST");

        String page = shop.get(precreated.getQrCode()).body();
        assertThat(page).contains("¥88.80", "六安瓜片 a&amp;b=c+d/e &quot;q&quot; 100%", "付款", "取消");
        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");

        var paid = shop.post(precreated.getQrCode() + "/pay", "");
        assertThat(paid.statusCode()).isEqualTo(200);
        assertThat(paid.body()).contains("支付成功");
        var answer = shop.query("M1");
        assertThat(answer.getTradeStatus()).isEqualTo("TRADE_SUCCESS");
        assertThat(answer.getTotalAmount()).isEqualTo("88.80");
        assertThat(answer.getReceiptAmount()).isEqualTo("88.80");
        assertThat(answer.getSendPayDate()).isEqualTo(Instant.parse("2026-11-22T16:30:00Z"));
        assertThat(answer.getTradeNo()).matches("20261123220014[0-9]{14}");
    }

    @Test
    void a_page_payment_opens_the_cashier_and_brings_the_buyer_back_with_signed_parameters() throws Exception {
        String url = shop.pagePayUrl("P1", "0.01", "http://shop.example/back?lang=zh");
        var redirect = shop.get(url);
        assertThat(redirect.statusCode()).isEqualTo(303);
        String cashier =
                gateway.address() + redirect.headers().firstValue("Location").orElseThrow();
        assertThat(shop.get(cashier).body()).contains("¥0.01", "霍山石斛 &lt;礼盒&gt;");

        var back = shop.post(cashier + "/pay", "");

        String address = back.headers().firstValue("Location").orElseThrow();
        assertThat(address).startsWith("http://shop.example/back?lang=zh&");
        var parameters = new HashMap<String, String>();
        for (String pair : address.substring(address.indexOf('&') + 1).split("&", -1)) {
            String[] sides = pair.split("=", 2);
            parameters.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        assertThat(parameters).containsEntry("out_trade_no", "P1").containsEntry("total_amount", "0.01");
        assertThat(AlipaySignature.rsaCheckV1(parameters, gateway.alipayPublicKey(), "utf-8", "RSA2"))
                .isTrue();
        assertThat(shop.query("P1").getTradeStatus()).isEqualTo("TRADE_SUCCESS");
    }

    @Test
    void a_cancelling_buyer_may_come_back() throws Exception {
        String cashier = shop.precreate("M1", "5.00").getQrCode();

        assertThat(shop.post(cashier + "/cancel", "").body()).contains("已取消付款");

        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");
        assertThat(shop.post(cashier + "/pay", "").body()).contains("支付成功");
    }

    @Test
    void a_closed_trade_cannot_be_paid_and_a_paid_one_cannot_be_closed() throws Exception {
        String cashier = shop.precreate("M1", "5.00").getQrCode();
        assertThat(close("M1").getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
        shop.get(cashier);
        assertThat(close("M1").getCode()).isEqualTo("10000");
        assertThat(shop.post(cashier + "/pay", "").statusCode()).isEqualTo(409);
        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("TRADE_CLOSED");
        assertThat(shop.precreate("M1", "5.00").getSubCode()).isEqualTo("ACQ.TRADE_HAS_CLOSE");

        shop.sell("M2", "5.00");
        assertThat(close("M2").getSubCode()).isEqualTo("ACQ.TRADE_STATUS_ERROR");
        assertThat(shop.query("M2").getTradeStatus()).isEqualTo("TRADE_SUCCESS");
        assertThat(shop.precreate("M2", "5.00").getSubCode()).isEqualTo("ACQ.TRADE_HAS_SUCCESS");
    }

    @Test
    void an_unpaid_trade_is_closed_after_its_time_and_a_paid_one_stays() throws Exception {
        String cashier = shop.precreate("M1", "5.00", "2026-11-23 00:45:00").getQrCode();
        shop.get(cashier);
        shop.sell("M2", "5.00");

        clock.pass(Duration.ofMinutes(15));

        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("TRADE_CLOSED");
        assertThat(shop.post(cashier + "/pay", "").statusCode()).isEqualTo(409);
        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("TRADE_CLOSED");
        assertThat(shop.query("M2").getTradeStatus()).isEqualTo("TRADE_SUCCESS");
        assertThat(shop.precreate("M3", "5.00", "2026-11-23 00:45:00").getSubCode())
                .isEqualTo("ACQ.INVALID_PARAMETER");
    }

    @Test
    void a_refund_is_carried_out_once_for_each_request_number() throws Exception {
        shop.sell("M1", "10.00");

        var first = shop.refund("M1", "R1", "3.00");
        assertThat(List.of(first.getCode(), first.getFundChange(), first.getRefundFee()))
                .containsExactly("10000", "Y", "3.00");
        var repeated = shop.refund("M1", "R1", "3.00");
        assertThat(List.of(repeated.getCode(), repeated.getFundChange(), repeated.getRefundFee()))
                .containsExactly("10000", "N", "3.00");
        assertThat(shop.refund("M1", "R1", "4.00").getSubCode()).isEqualTo("ACQ.DISCORDANT_REPEAT_REQUEST");
        assertThat(shop.refund("M1", "R2", "7.01").getSubCode()).isEqualTo("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("TRADE_SUCCESS");

        var known = refundQuery("M1", "R1");
        assertThat(List.of(known.getRefundStatus(), known.getRefundAmount(), known.getTotalAmount()))
                .containsExactly("REFUND_SUCCESS", "3.00", "10.00");
        var unknown = refundQuery("M1", "R2");
        assertThat(unknown.getCode()).isEqualTo("10000");
        assertThat(unknown.getRefundStatus()).isNull();

        assertThat(shop.refund("M1", "R3", "7.00").getRefundFee()).isEqualTo("10.00");
        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("TRADE_CLOSED");
    }

    @Test
    void an_unpaid_trade_is_not_refunded() throws Exception {
        shop.get(shop.precreate("M1", "10.00").getQrCode());

        assertThat(shop.refund("M1", "R1", "1.00").getSubCode()).isEqualTo("ACQ.TRADE_STATUS_ERROR");

        assertThat(refundQuery("M1", "R1").getRefundStatus()).isNull();
    }

    @Test
    void a_request_signed_with_a_foreign_key_is_refused_with_a_signed_answer() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        String foreignKey = AlipayKeys.base64(
                AlipayKeys.inFolder(elsewhere).application().getPrivate().getEncoded());
        try (var stranger = new Shop(gateway, foreignKey)) {
            var refused = stranger.precreate("M1", "1.00");

            assertThat(List.of(refused.getCode(), refused.getSubCode()))
                    .containsExactly("40002", "isv.invalid-signature");
            assertThat(refused.getBody()).contains("\"sign\":\"");
            String page = stranger.get(stranger.pagePayUrl("M1", "1.00", "")).body();
            assertThat(page).contains("isv.invalid-signature");
        }
        assertThat(shop.query("M1").getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    }

    @Test
    void an_unknown_method_is_refused() throws Exception {
        var request = new AlipayTradeCancelRequest();
        request.setBizContent("{\"out_trade_no\":\"M1\"}");

        var refused = shop.alipay.execute(request);

        assertThat(List.of(refused.getCode(), refused.getSubCode())).containsExactly("40002", "isv.invalid-method");
    }

    @Test
    void the_sdk_refuses_an_answer_with_a_damaged_signature_or_content() throws Exception {
        shop.sell("M1", "10.00");

        gateway.inject(Fault.BAD_SIGNATURE, 1);
        assertThatThrownBy(() -> shop.query("M1")).hasMessageContaining("sign check fail");
        gateway.inject(Fault.TAMPERED_ANSWER, 1);
        assertThatThrownBy(() -> shop.query("M1")).hasMessageContaining("sign check fail");

        assertThat(shop.query("M1").getTotalAmount()).isEqualTo("10.00");
    }

    @Test
    void a_refund_whose_answer_is_lost_was_carried_out() throws Exception {
        shop.sell("M1", "10.00");

        gateway.inject(Fault.CODE_20000, 1);
        assertThat(shop.refund("M1", "R1", "3.00").getCode()).isEqualTo("20000");
        assertThat(refundQuery("M1", "R1").getRefundStatus()).isEqualTo("REFUND_SUCCESS");

        gateway.inject(Fault.FUND_CHANGE_NO, 1);
        assertThat(shop.refund("M1", "R2", "3.00").getFundChange()).isEqualTo("N");
        assertThat(refundQuery("M1", "R2").getRefundStatus()).isEqualTo("REFUND_SUCCESS");

        // Twice: the JDK's old client sends a lost POST a second time by itself.
        gateway.inject(Fault.RESET_AFTER_COMMIT, 2);
        assertThatThrownBy(() -> shop.refund("M1", "R3", "3.00")).isInstanceOf(AlipayApiException.class);
        gateway.clearFaults();
        assertThat(refundQuery("M1", "R3").getRefundStatus()).isEqualTo("REFUND_SUCCESS");
        assertThat(shop.refund("M1", "R4", "1.01").getSubCode()).isEqualTo("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
    }

    @Test
    void faults_over_http_strike_as_often_as_told() throws Exception {
        shop.sell("M1", "10.00");

        shop.post(gateway.address() + "/dev/faults", "{\"calls\":2,\"unsignedFailure\":true,\"code10003\":1}");

        assertThat(shop.refund("M1", "R1", "1.00").getSubCode()).isEqualTo("ACQ.SYSTEM_ERROR");
        assertThat(shop.query("M1").getSubCode()).isEqualTo("ACQ.SYSTEM_ERROR");
        assertThat(shop.query("M1").getCode()).isEqualTo("10003");
        assertThat(refundQuery("M1", "R1").getRefundStatus()).isNull();
        var unknown = shop.post(gateway.address() + "/dev/faults", "{\"gremlins\":true}");
        assertThat(unknown.statusCode()).isEqualTo(400);
    }

    @Test
    void a_restarted_gateway_knows_its_trades_at_the_same_address() throws Exception {
        shop.sell("M1", "10.00");
        shop.refund("M1", "R1", "3.00");
        String waiting = shop.precreate("M2", "5.00").getQrCode();
        String key = gateway.alipayPublicKey();
        gateway.close();

        gateway = AlipayGateway.start(new AlipayGatewayConfig(folder, 0, List.of(), clock));

        assertThat(gateway.alipayPublicKey()).isEqualTo(key);
        assertThat(shop.query("M1").getTradeStatus()).isEqualTo("TRADE_SUCCESS");
        assertThat(refundQuery("M1", "R1").getRefundAmount()).isEqualTo("3.00");
        assertThat(shop.post(waiting + "/pay", "").body()).contains("支付成功");
    }

    @Test
    void the_process_keeps_its_disabled_algorithms() {
        assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms")).contains("MD5");
    }

    private AlipayTradeCloseResponse close(String outTradeNo) throws AlipayApiException {
        var request = new AlipayTradeCloseRequest();
        request.setBizContent("{\"out_trade_no\":\"" + outTradeNo + "\"}");
        return shop.alipay.execute(request);
    }

    private AlipayTradeFastpayRefundQueryResponse refundQuery(String outTradeNo, String requestNo)
            throws AlipayApiException {
        var request = new AlipayTradeFastpayRefundQueryRequest();
        request.setBizContent("""
                {"out_trade_no":"%s","out_request_no":"%s"}""".formatted(outTradeNo, requestNo));
        return shop.alipay.execute(request);
    }
}
