package market.server.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Step 9: a tea house's buyer sees prices by quantity and buys whole cases. */
final class BuyingForTrade {

    private static final String BOX = "huoshan-huangya-trade-box";
    private static final String SKU = "TE01-250B";
    private static final String MERCHANT = "jinjishan-huangya";
    private static final int BOXES = 60;
    private static final int ODD_BOXES = 61;
    private static final int FEW_BOXES = 3;
    private static final BigDecimal STEP = BigDecimal.valueOf(6);

    private final Town town;

    BuyingForTrade(Town town) {
        this.town = town;
    }

    void run() {
        var report = town.report();
        report.step("9. A tea house buys 霍山黄芽 by the case");
        var trader = signIn();
        var variant = OpeningGoods.variant(trader, BOX, SKU);
        report.equal("smallest quantity", STEP, variant.decimal("/minQuantity"));
        report.equal("step", STEP, variant.decimal("/quantityStep"));
        variant.list("/priceTiers")
                .forEach(tier ->
                        report.say("from " + tier.text("/minQuantity") + " boxes ¥" + tier.text("/price/amount")));
        report.equal(
                "a shopper without a trade account sees no price tiers",
                0,
                OpeningGoods.variant(town.guest(), BOX, SKU).list("/priceTiers").size());
        var tier = Answer.first(
                variant.list("/priceTiers"),
                each -> each.decimal("/minQuantity").intValueExact() == BOXES);
        buy(trader, variant.text("/id"), tier.decimal("/price/amount"));
        var level = town.merchant(MERCHANT).adjustStock(BOX, SKU, BOXES, "RECEIVED");
        report.say("the merchant makes " + BOXES + " more: " + level.text("/onHand") + " on hand");
    }

    /** A phone gets only a few codes an hour, and there are several traders. */
    private Buyer signIn() {
        for (var trader : town.traders()) {
            var phone = trader.text("/phone");
            if (town.sendsCode(phone)) {
                var signIn = town.signInWithCode(phone, null);
                town.report().equal("customer group", "TRADE", signIn.text("/session/shopper/customerGroup"));
                town.report().say("buys for " + signIn.text("/session/shopper/company"));
                return town.buyer(signIn.text("/session/token"));
            }
        }
        throw town.report().failed("a trader signs in", "a code for one of them", "too many codes in this hour");
    }

    private void buy(Buyer trader, String variant, BigDecimal price) {
        var report = town.report();
        var cart = emptyCart(trader);
        for (var quantity : new int[] {ODD_BOXES, FEW_BOXES}) {
            var refused = trader.add(cart.text("/id"), new Buyer.Wish(variant, quantity));
            report.equal(quantity + " boxes are refused", "INVALID_QUANTITY", refused.text("/userErrors/0/code"));
            report.equal("allowed steps", STEP, refused.decimal("/userErrors/0/allowed/step"));
        }
        var added = trader.add(cart.text("/id"), new Buyer.Wish(variant, BOXES));
        report.require(BOXES + " boxes are taken", 0, added.list("/userErrors").size());
        var line = added.at("/cart/lines/edges/0/node");
        report.equal("a box of " + BOXES + " costs", price, line.decimal("/unitPrice/amount"));
        var total = price.multiply(BigDecimal.valueOf(BOXES));
        report.equal("together", total, line.decimal("/total/amount"));
        var checkout = trader.deliver(trader.checkout(added.at("/cart")), "340104", Map.of());
        var order = new Paying(town).payNow(trader, checkout);
        report.equal(
                "order " + order.text("/number") + ", goods", total, order.decimal("/merchantOrders/0/goods/amount"));
    }

    /** The trader has one cart on all devices, and something may be left in it. */
    private static Answer emptyCart(Buyer trader) {
        var cart = trader.ownCart();
        if (cart.isNothing("")) {
            return trader.openCart(List.of());
        }
        for (var line : cart.nodes("/lines")) {
            cart = trader.setQuantity(cart, line.text("/id"), 0);
        }
        return cart;
    }
}
