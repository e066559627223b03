package market.local.alipay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /cashier/ID}: where the buyer pays, or thinks better of it. */
final class CashierEndpoint implements HttpHandler {
    private static final Pattern PATH = Pattern.compile("/cashier/([0-9a-f]{32})(/pay|/cancel)?");

    private final TradeBook book;
    private final AlipayKeys keys;
    private final Clock clock;

    CashierEndpoint(TradeBook book, AlipayKeys keys, Clock clock) {
        this.book = book;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        Optional<PaymentOrder> order = path.matches() ? book.order(path.group(1)) : Optional.empty();
        if (order.isEmpty()) {
            Web.send(exchange, 404, "text/html", CashierPage.message("页面不存在", "请返回商家重新下单。"));
            return;
        }
        String deed = exchange.getRequestMethod() + " " + (path.group(2) == null ? "" : path.group(2));
        switch (deed) {
            case "GET " -> show(exchange, order.get());
            case "POST /pay" -> pay(exchange, order.get());
            case "POST /cancel" -> cancel(exchange, order.get());
            default -> Web.send(exchange, 405, "text/plain", "");
        }
    }

    private void show(HttpExchange exchange, PaymentOrder order) throws IOException {
        Optional<Trade> trade = book.open(order);
        if (trade.isEmpty()) {
            closed(exchange);
            return;
        }
        switch (trade.get().status()) {
            case WAIT_BUYER_PAY -> Web.send(exchange, 200, "text/html", CashierPage.payment(order));
            case TRADE_SUCCESS -> paid(exchange, order);
            case TRADE_CLOSED -> closed(exchange);
        }
    }

    private void pay(HttpExchange exchange, PaymentOrder order) throws IOException {
        Optional<Trade> trade = book.open(order);
        if (trade.isEmpty()) {
            closed(exchange);
            return;
        }
        switch (book.pay(order.outTradeNo())) {
            case PAID, ALREADY_PAID -> returnToShop(exchange, order);
            case CLOSED -> closed(exchange);
        }
    }

    /** Leaving is no closing: the trade waits until it expires or the shop closes it, as the real one does. */
    private void cancel(HttpExchange exchange, PaymentOrder order) throws IOException {
        book.open(order);
        Web.send(exchange, 200, "text/html", CashierPage.message("已取消付款", "订单在失效前仍可继续付款。"));
    }

    private void returnToShop(HttpExchange exchange, PaymentOrder order) throws IOException {
        Optional<Trade> trade = book.trade(order.outTradeNo());
        if (order.returnUrl().isEmpty() || trade.isEmpty()) {
            paid(exchange, order);
            return;
        }
        var parameters = new TreeMap<String, String>();
        parameters.put("app_id", AlipayGateway.APP_ID);
        parameters.put("auth_app_id", AlipayGateway.APP_ID);
        parameters.put("charset", "utf-8");
        parameters.put("method", order.method() + ".return");
        parameters.put("out_trade_no", order.outTradeNo());
        parameters.put("seller_id", AlipayGateway.SELLER_ID);
        parameters.put("timestamp", ChinaTime.format(clock.instant()));
        parameters.put("total_amount", order.totalAmount().toPlainString());
        parameters.put("trade_no", trade.get().tradeNo());
        parameters.put("version", "1.0");
        String text = AlipaySigning.text(parameters, AlipaySigning.NOTIFICATION);
        parameters.put("sign", AlipaySigning.sign(text, keys.institution().getPrivate()));
        parameters.put("sign_type", "RSA2");
        String separator = order.returnUrl().contains("?") ? "&" : "?";
        Web.redirect(exchange, order.returnUrl() + separator + Web.encode(parameters));
    }

    private static void paid(HttpExchange exchange, PaymentOrder order) throws IOException {
        Web.send(
                exchange,
                200,
                "text/html",
                CashierPage.message("支付成功", "已付款 ¥" + order.totalAmount().toPlainString()));
    }

    private static void closed(HttpExchange exchange) throws IOException {
        Web.send(exchange, 409, "text/html", CashierPage.message("交易已关闭", "请返回商家重新下单。"));
    }
}
