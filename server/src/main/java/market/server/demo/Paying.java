package market.server.demo;

import java.time.Duration;

/** Step 5: a QR code is started, the payment page is used, and the notification comes more often than once. */
final class Paying {

    static final Duration NOTIFIED = Duration.ofSeconds(15);

    private static final int REPEATS = 3;

    private final Town town;
    private final Cashier cashier;

    Paying(Town town) {
        this.town = town;
        this.cashier = new Cashier(town);
    }

    Answer run(Buyer shopper, Answer checkout) {
        var report = town.report();
        report.step("5. Pays by Alipay");
        var code = shopper.pay(checkout, "ALIPAY_QR", null);
        report.equal("the QR code is", "PaymentQrCode", code.text("/paymentAction/__typename"));
        report.say("code " + code.text("/paymentAction/payload") + " until " + code.text("/paymentAction/expiresAt"));
        report.equal("order " + code.text("/order/number"), "PENDING_PAYMENT", code.text("/order/status"));

        var page = start(shopper, checkout);
        report.say("the cashier's page is open, payment " + page.outTradeNo());
        var back = cashier.pay(page);
        report.equal(
                "the browser comes back to", town.engine().getPort(), back.uri().getPort());
        var paid = awaitPaid(shopper, code.text("/order/id"));
        deliverAgain(shopper, page, paid);
        return paid;
    }

    /** A shorter way for orders whose payment is not the point. */
    Answer payNow(Buyer shopper, Answer checkout) {
        var started = shopper.pay(checkout, "ALIPAY_PAGE", null);
        cashier.pay(cashier.open(started.text("/paymentAction/url")));
        return awaitPaid(shopper, started.text("/order/id"));
    }

    private Cashier.Page start(Buyer shopper, Answer checkout) {
        var started =
                shopper.pay(checkout, "ALIPAY_PAGE", town.engine().resolve("/").toString());
        town.report().equal("the page is", "PaymentRedirect", started.text("/paymentAction/__typename"));
        return cashier.open(started.text("/paymentAction/url"));
    }

    private Answer awaitPaid(Buyer shopper, String order) {
        return town.report()
                .within(
                        NOTIFIED,
                        "the notification makes the order PAID",
                        () -> shopper.order(order),
                        each -> each.text("/status").equals("PAID"));
    }

    private void deliverAgain(Buyer shopper, Cashier.Page page, Answer paid) {
        for (var i = 0; i < REPEATS; i++) {
            town.report().require("a repeated notification is confirmed", "success", cashier.deliverAgain(page));
        }
        var after = shopper.order(paid.text("/id"));
        town.report().equal("after " + REPEATS + " more notifications the order is", "PAID", after.text("/status"));
        town.report().equal("paid once, at", paid.text("/paidAt"), after.text("/paidAt"));
    }
}
