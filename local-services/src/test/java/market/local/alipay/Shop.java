package market.local.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shop that uses the real SDK and hears notifications, and its buyer's browser. */
final class Shop implements AutoCloseable {
    private static final String GUARD = "jdk.certpath.disabledAlgorithms";

    final List<Map<String, String>> notifications = new CopyOnWriteArrayList<>();
    final AlipayClient alipay;

    private final HttpServer server;
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private volatile String notificationAnswer = "success";

    Shop(AlipayGateway gateway) throws IOException, AlipayApiException {
        this(gateway, gateway.appPrivateKeyPkcs8());
    }

    Shop(AlipayGateway gateway, String privateKey) throws IOException, AlipayApiException {
        alipay = client(gateway, privateKey);
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/notify", exchange -> {
            notifications.add(Map.copyOf(Web.parameters(exchange)));
            Web.send(exchange, 200, "text/plain", notificationAnswer);
        });
        server.start();
    }

    /** The SDK's class blanks a security property of the whole process when it is loaded: it is put back. */
    private static AlipayClient client(AlipayGateway gateway, String privateKey) throws AlipayApiException {
        String disabledAlgorithms = Security.getProperty(GUARD);
        try {
            AlipayLogger.setNeedEnableLogger(false);
            var config = new AlipayConfig();
            config.setServerUrl(gateway.serverUrl());
            config.setAppId(gateway.appId());
            config.setPrivateKey(privateKey);
            config.setAlipayPublicKey(gateway.alipayPublicKey());
            return new DefaultAlipayClient(config);
        } finally {
            Security.setProperty(GUARD, disabledAlgorithms);
        }
    }

    void answerNotificationsWith(String text) {
        notificationAnswer = text;
    }

    String notifyUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
    }

    AlipayTradePrecreateResponse precreate(String outTradeNo, String yuan) throws AlipayApiException {
        return precreate(outTradeNo, yuan, "2026-11-23 23:59:59");
    }

    AlipayTradePrecreateResponse precreate(String outTradeNo, String yuan, String expires) throws AlipayApiException {
        var request = new AlipayTradePrecreateRequest();
        request.setNotifyUrl(notifyUrl());
        request.setBizContent("""
                {"out_trade_no":"%s","total_amount":"%s","subject":"六安瓜片 a&b=c+d/e \\"q\\" 100%%","time_expire":"%s"}\
                """.formatted(outTradeNo, yuan, expires));
        return alipay.execute(request);
    }

    String pagePayUrl(String outTradeNo, String yuan, String returnUrl) throws AlipayApiException {
        var request = new AlipayTradePagePayRequest();
        request.setNotifyUrl(notifyUrl());
        request.setReturnUrl(returnUrl);
        request.setBizContent("""
                {"out_trade_no":"%s","total_amount":"%s","subject":"霍山石斛 <礼盒>","product_code":"FAST_INSTANT_TRADE_PAY"}\
                """.formatted(outTradeNo, yuan));
        return alipay.pageExecute(request, "GET").getBody();
    }

    AlipayTradeQueryResponse query(String outTradeNo) throws AlipayApiException {
        var request = new AlipayTradeQueryRequest();
        request.setBizContent("{\"out_trade_no\":\"" + outTradeNo + "\"}");
        return alipay.execute(request);
    }

    AlipayTradeRefundResponse refund(String outTradeNo, String requestNo, String yuan) throws AlipayApiException {
        var request = new AlipayTradeRefundRequest();
        request.setBizContent("""
                {"out_trade_no":"%s","out_request_no":"%s","refund_amount":"%s"}\
                """.formatted(outTradeNo, requestNo, yuan));
        return alipay.execute(request);
    }

    /** Orders by QR code and lets the buyer scan and pay. */
    void sell(String outTradeNo, String yuan) throws Exception {
        String cashier = precreate(outTradeNo, yuan).getQrCode();
        get(cashier);
        post(cashier + "/pay", "");
    }

    HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        browser.close();
        server.stop(0);
    }
}
