package market.server.demo;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Step 3: goods of three merchants, before and after signing in. */
final class FillingTheCart {

    /** Goods of the story: one piece of each is ordered. */
    record Choice(String merchant, String product, String sku) {}

    static final Choice TEA = new Choice("qishan-yunwu", FindingGoods.TEA, "TE01-50T");
    static final Choice STROLLER = new Choice("shucheng-tongqu", FindingGoods.STROLLER, "ST01-B-MT");
    static final Choice JACKET = new Choice("wanxi-yurong", OpeningGoods.JACKET, "DG01-L-KH");
    static final List<Choice> CHOICES = List.of(TEA, STROLLER, JACKET);

    /** A shopper who signed in, with a cart of three merchants' goods. */
    record Filled(Buyer shopper, Answer cart) {}

    private final Town town;
    private final @Nullable Runnable restart;

    FillingTheCart(Town town, @Nullable Runnable restart) {
        this.town = town;
        this.restart = restart;
    }

    Filled run() {
        var report = town.report();
        report.step("3. Fills a cart as a guest, then signs in by phone");
        var cart = fillAsGuest();
        var phone = "1990564" + ThreadLocalRandom.current().nextInt(1_000, 10_000);
        var signIn = town.signIn(phone, cart.text("/id"));
        var shopper = town.buyer(signIn.text("/session/token"));
        report.equal("signed in", phone, signIn.text("/session/shopper/phone"));
        report.equal(
                "the cart's lines survive the sign-in",
                2,
                shopper.ownCart().nodes("/lines").size());
        var own = shopper.ownCart().text("/id");
        var added = shopper.add(own, wish(JACKET, 1));
        report.require("the jacket is added", 0, added.list("/userErrors").size());
        var full = surviveRestart(shopper, shopper.ownCart());
        report.equal("merchants in the cart", 3, full.list("/groups").size());
        full.list("/groups")
                .forEach(group ->
                        report.say("  " + group.text("/merchant/name") + " ¥" + group.text("/subtotal/amount")));
        report.equal("warnings", 0, full.list("/warnings").size());
        return new Filled(shopper, full);
    }

    private Answer fillAsGuest() {
        var report = town.report();
        var guest = town.guest();
        var opened = guest.openCart(List.of(wish(TEA, 2), wish(STROLLER, 1)));
        report.say("guest's cart " + opened.text("/id") + ", ¥" + opened.text("/subtotal/amount"));
        var tea = Answer.first(
                opened.nodes("/lines"), each -> each.text("/variant/sku").equals(TEA.sku()));
        var changed = guest.setQuantity(opened, tea.text("/id"), 1);
        report.equal(
                "one tin of tea instead of two takes its price off the sum",
                opened.decimal("/subtotal/amount").subtract(tea.decimal("/unitPrice/amount")),
                changed.decimal("/subtotal/amount"));
        return changed;
    }

    private Answer surviveRestart(Buyer shopper, Answer before) {
        if (restart == null) {
            return before;
        }
        town.report().say("the engine is stopped and started again");
        restart.run();
        var after = shopper.cart(before.text("/id"));
        town.report().require("the cart after the restart", before, after);
        town.report().holds("the cart survives the restart", !after.isNothing("/id"));
        return after;
    }

    private Buyer.Wish wish(Choice choice, int quantity) {
        var variant = OpeningGoods.variant(town.guest(), choice.product(), choice.sku());
        town.report().require(choice.sku() + " is on sale", false, variant.isNothing("/id"));
        return new Buyer.Wish(variant.text("/id"), quantity);
    }
}
