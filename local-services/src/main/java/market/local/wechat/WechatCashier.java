package market.local.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** {@code /cashier/NUMBER}: what the code leads to; a person pays here, or thinks better of it. */
final class WechatCashier implements HttpHandler {

    private static final String PATH = "/cashier/";

    private final WechatBook book;

    WechatCashier(WechatBook book) {
        this.book = book;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(PATH.length()).split("/", -1);
        var order = book.find(path[0]);
        if (order.isEmpty()) {
            page(exchange, 404, "订单不存在", "请返回商家重新下单。", "");
            return;
        }
        var deed = exchange.getRequestMethod() + (path.length > 1 ? " " + path[1] : "");
        switch (deed) {
            case "GET" -> show(exchange, order.get());
            case "POST pay" -> {
                book.pay(path[0]);
                show(exchange, book.find(path[0]).orElseThrow());
            }
            case "POST cancel" -> page(exchange, 200, "已取消付款", "订单在失效前仍可继续付款。", "");
            default -> WechatEndpoint.send(exchange, 405, "text/plain", "");
        }
    }

    private static void show(HttpExchange exchange, WechatOrder order) throws IOException {
        var amount = "¥" + order.total() / 100 + "." + "%02d".formatted(order.total() % 100);
        if (order.isPaid()) {
            page(exchange, 200, "支付成功", "已付款 " + amount, "");
        } else if (order.state().equals("NOTPAY")) {
            var buttons = """
                    <form method="post" action="/cashier/%1$s/pay"><button>付款</button></form>
                    <form method="post" action="/cashier/%1$s/cancel"><button>取消</button></form>
                    """.formatted(order.outTradeNo());
            page(exchange, 200, "微信支付（本地模拟）", amount, buttons);
        } else {
            page(exchange, 409, "订单已关闭", "请返回商家重新下单。", "");
        }
    }

    private static void page(HttpExchange exchange, int status, String title, String text, String buttons)
            throws IOException {
        WechatEndpoint.send(exchange, status, "text/html", """
                <!doctype html>
                <html lang="zh-CN">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                body { margin: 0; padding: 3rem 1rem; text-align: center; font-family: sans-serif; color: #1f2937; }
                p { font-size: 1.4rem; }
                button { width: min(20rem, 90vw); padding: .8rem; margin: .3rem; font-size: 1rem; }
                </style>
                </head>
                <body><main><h1>%1$s</h1><p>%2$s</p>%3$s<small>本地模拟收银台，不会产生真实扣款</small></main></body>
                </html>
                """.formatted(title, text, buttons));
    }
}
