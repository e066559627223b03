package market.local.alipay;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** The pages a buyer sees. */
final class CashierPage {
    private static final String FRAME = """
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef3f8;
                   font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f2937; }
            main { background: #fff; width: min(22rem, 88vw); padding: 2rem; border-radius: 1rem; text-align: center;
                   box-shadow: 0 .5rem 2rem rgb(30 60 110 / 12%); }
            h1 { font-size: 1.1rem; font-weight: 500; margin: 0 0 1rem; overflow-wrap: anywhere; }
            .amount { font-size: 2.4rem; font-weight: 600; margin: .5rem 0 1.5rem; }
            .note { color: #6b7280; font-size: .85rem; margin: 1rem 0 0; }
            button { width: 100%; padding: .8rem; border: 0; border-radius: .6rem; font-size: 1rem; cursor: pointer; }
            .pay { background: #1677ff; color: #fff; }
            .cancel { background: none; color: #6b7280; margin-top: .5rem; }
            button:focus-visible { outline: 3px solid #91caff; }
            </style>
            </head>
            <body><main>
            {content}
            <p class="note">本地模拟收银台，不会产生真实扣款</p>
            </main></body>
            </html>
            """;

    private CashierPage() {}

    static String total(List<PaymentOrder> orders) {
        return orders.stream()
                .map(PaymentOrder::totalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }

    static String payment(String cashierId, List<PaymentOrder> orders) {
        String address = "/cashier/" + cashierId;
        return framed("收银台", """
                <h1>%s</h1>
                <p class="amount">¥%s</p>
                <form method="post" action="%s/pay"><button class="pay">付款</button></form>
                <form method="post" action="%s/cancel"><button class="cancel">取消</button></form>
                <p class="note">商户订单号 %s</p>
                """.formatted(
                orders.stream().map(order -> escaped(order.subject())).collect(Collectors.joining("<br>")),
                total(orders),
                address,
                address,
                orders.stream().map(order -> escaped(order.outTradeNo())).collect(Collectors.joining("<br>"))));
    }

    static String message(String title, String text) {
        return framed(title, "<h1>" + escaped(title) + "</h1>\n<p>" + escaped(text) + "</p>\n");
    }

    static String refused(Answer answer) {
        return message(
                "无法付款", answer.fields().get("sub_code") + "：" + answer.fields().get("sub_msg"));
    }

    private static String framed(String title, String content) {
        return FRAME.replace("{title}", escaped(title)).replace("{content}", content);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
