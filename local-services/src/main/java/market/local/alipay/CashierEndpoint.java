package market.local.alipay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        List<PaymentOrder> orders = path.matches() ? book.behind(path.group(1)) : List.of();
        if (orders.isEmpty()) {
            Web.send(exchange, 404, "text/html", CashierPage.message("页面不存在", "请返回商家重新下单。"));
            return;
        }
        String deed = exchange.getRequestMethod() + " " + (path.group(2) == null ? "" : path.group(2));
        switch (deed) {
            case "GET " -> show(exchange, path.group(1), orders);
            case "POST /pay" -> pay(exchange, orders);
            case "POST /cancel" -> cancel(exchange, orders);
            default -> Web.send(exchange, 405, "text/plain", "");
        }
    }

    /** Of several orders each must still be payable: the buyer pays for all of them or for none. */
    private void show(HttpExchange exchange, String cashierId, List<PaymentOrder> orders) throws IOException {
        Set<TradeStatus> statuses = open(orders);
        if (statuses.equals(EnumSet.of(TradeStatus.WAIT_BUYER_PAY))) {
            Web.send(exchange, 200, "text/html", CashierPage.payment(cashierId, orders));
        } else if (statuses.equals(EnumSet.of(TradeStatus.TRADE_SUCCESS))) {
            paid(exchange, orders);
        } else {
            closed(exchange);
        }
    }

    /** What the trades are once the cashier is open; one that is too old counts as closed. */
    private Set<TradeStatus> open(List<PaymentOrder> orders) {
        var statuses = EnumSet.noneOf(TradeStatus.class);
        for (PaymentOrder order : orders) {
            statuses.add(book.open(order).map(Trade::status).orElse(TradeStatus.TRADE_CLOSED));
        }
        return statuses;
    }

    private void pay(HttpExchange exchange, List<PaymentOrder> orders) throws IOException {
        if (open(orders).contains(TradeStatus.TRADE_CLOSED)) {
            closed(exchange);
            return;
        }
        var outcomes = EnumSet.noneOf(TradeBook.PayOutcome.class);
        orders.forEach(order -> outcomes.add(book.pay(order.outTradeNo())));
        if (outcomes.contains(TradeBook.PayOutcome.CLOSED)) {
            closed(exchange);
        } else {
            returnToShop(exchange, orders);
        }
    }

    /** Leaving is no closing: the trade waits until it expires or the shop closes it, as the real one does. */
    private void cancel(HttpExchange exchange, List<PaymentOrder> orders) throws IOException {
        open(orders);
        Web.send(exchange, 200, "text/html", CashierPage.message("已取消付款", "订单在失效前仍可继续付款。"));
    }

    private void returnToShop(HttpExchange exchange, List<PaymentOrder> orders) throws IOException {
        PaymentOrder order = orders.getFirst();
        Optional<Trade> trade = book.trade(order.outTradeNo());
        if (order.returnUrl().isEmpty() || trade.isEmpty()) {
            paid(exchange, orders);
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

    private static void paid(HttpExchange exchange, List<PaymentOrder> orders) throws IOException {
        Web.send(exchange, 200, "text/html", CashierPage.message("支付成功", "已付款 ¥" + CashierPage.total(orders)));
    }

    private static void closed(HttpExchange exchange) throws IOException {
        Web.send(exchange, 409, "text/html", CashierPage.message("交易已关闭", "请返回商家重新下单。"));
    }
}
