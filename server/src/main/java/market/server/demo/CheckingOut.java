package market.server.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Step 4: held stock, an address, delivery per merchant, sums to the fen; and the last jar of honey. */
final class CheckingOut {

    static final String HONEY = "last-jar-wild-honey";
    static final String HONEY_SKU = "HN01-500";
    static final String HONEY_MERCHANT = "jinzhai-shanhuo-coop";

    private static final Duration HELD = Duration.ofMinutes(15);
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final String REGIONS =
            "query Regions($parent: String) { regions(parent: $parent) { code name path } }";

    private final Town town;

    CheckingOut(Town town) {
        this.town = town;
    }

    Answer run(FillingTheCart.Filled filled) {
        var report = town.report();
        report.step("4. Checks out: stock is held, delivery is chosen");
        var checkout = filled.shopper().checkout(filled.cart());
        var left = Duration.between(Instant.now(), Instant.parse(checkout.text("/expiresAt")));
        report.holds(
                "the stock is held for 15 minutes, until " + checkout.text("/expiresAt"),
                left.compareTo(HELD.minus(TOLERANCE)) > 0 && left.compareTo(HELD.plus(TOLERANCE)) < 0);
        var delivered = deliver(filled.shopper(), checkout);
        checkSums(delivered);
        holdTheLastJar();
        return delivered;
    }

    private Answer deliver(Buyer shopper, Answer checkout) {
        var county = county("江苏省", "南京市", "玄武区");
        var pickUp = Answer.first(
                        checkout.list("/parts"),
                        part -> part.text("/merchant/code").equals(FillingTheCart.JACKET.merchant()))
                .text("/merchant/id");
        var delivered = shopper.deliver(checkout, county, Map.of(pickUp, "PICK_UP"));
        town.report()
                .equal(
                        "sent to",
                        "江苏省南京市玄武区",
                        delivered.text("/address/regionPath").replace(" ", ""));
        town.report()
                .equal(
                        "the jacket is fetched at",
                        "城区直营店",
                        Answer.first(
                                        delivered.list("/parts"),
                                        part -> part.text("/merchant/id").equals(pickUp))
                                .text("/pickUpPlace/name"));
        delivered
                .list("/parts")
                .forEach(part -> town.report()
                        .say("  %s: goods ¥%s, %s ¥%s, together ¥%s"
                                .formatted(
                                        part.text("/merchant/name"),
                                        part.text("/goods/amount"),
                                        part.text("/chosenDelivery/label"),
                                        part.text("/chosenDelivery/price/amount"),
                                        part.text("/total/amount"))));
        return delivered;
    }

    /** Every sum, from the single line up to what is to be paid, to the fen. */
    private void checkSums(Answer checkout) {
        var report = town.report();
        for (var part : checkout.list("/parts")) {
            report.require(
                    "lines sum to the goods", sum(part, "/lines", "/total/amount"), plain(part, "/goods/amount"));
            report.require(
                    "goods and delivery sum to the part",
                    part.decimal("/goods/amount")
                            .add(part.decimal("/chosenDelivery/price/amount"))
                            .toPlainString(),
                    plain(part, "/total/amount"));
        }
        report.equal("goods", sum(checkout, "/parts", "/goods/amount"), plain(checkout, "/goodsTotal/amount"));
        report.equal(
                "delivery",
                sum(checkout, "/parts", "/chosenDelivery/price/amount"),
                plain(checkout, "/deliveryTotal/amount"));
        report.equal(
                "the parts sum to the whole",
                sum(checkout, "/parts", "/total/amount"),
                plain(checkout, "/total/amount"));
    }

    private static String sum(Answer answer, String members, String amount) {
        return answer.list(members).stream()
                .map(each -> each.decimal(amount))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }

    private static String plain(Answer answer, String pointer) {
        return answer.decimal(pointer).toPlainString();
    }

    private String county(String... names) {
        var parent = Map.<String, Object>of();
        var code = "";
        for (var name : names) {
            var places = town.guest().caller().ask(REGIONS, parent).list("/regions");
            code = Answer.first(places, each -> each.text("/name").equals(name)).text("/code");
            parent = Map.of("parent", code);
        }
        return code;
    }

    /** The jar goes back on the shelf at the end, so that the story can be told again. */
    private void holdTheLastJar() {
        var report = town.report();
        setShelfToOne();
        var jar = OpeningGoods.variant(town.guest(), HONEY, HONEY_SKU).text("/id");
        var tea = OpeningGoods.variant(town.guest(), FindingGoods.TEA, FillingTheCart.TEA.sku())
                .text("/id");
        var first = Holder.of(town.guest(), jar);
        report.say("one shopper holds the last jar until "
                + first.buyer().checkout(first.cart()).text("/expiresAt"));
        var second = Holder.of(town.guest(), jar);
        try {
            var refused = second.buyer().startCheckout(second.cart());
            report.equal("the second shopper gets", "INSUFFICIENT_STOCK", refused.text("/userErrors/0/code"));
            report.say(refused.text("/userErrors/0/message"));
            report.equal(
                    "left for the second shopper",
                    BigDecimal.ZERO,
                    refused.decimal("/userErrors/0/shortages/0/available"));
        } finally {
            first.takeInstead(tea);
        }
        var held = second.buyer().startCheckout(second.cart());
        second.takeInstead(tea);
        report.holds("once the first takes something else, the second gets the jar", !held.isNothing("/checkout"));
    }

    /** A shopper with one thing in the cart. */
    private record Holder(Buyer buyer, Answer cart) {

        static Holder of(Buyer buyer, String variant) {
            return new Holder(buyer, buyer.openCart(List.of(new Buyer.Wish(variant, 1))));
        }

        /** A new checkout of the same cart gives back what the earlier one held. */
        void takeInstead(String variant) {
            var both = buyer.add(cart.text("/id"), new Buyer.Wish(variant, 1)).at("/cart");
            buyer.checkout(buyer.setQuantity(both, cart.text("/lines/edges/0/node/id"), 0));
        }
    }

    private void setShelfToOne() {
        var merchant = town.merchant(HONEY_MERCHANT);
        var onShelf = merchant.variant(HONEY, HONEY_SKU)
                .decimal("/stockLevels/0/available")
                .intValueExact();
        if (onShelf != 1) {
            merchant.adjustStock(HONEY, HONEY_SKU, 1 - onShelf, "COUNT");
            town.report().say("the merchant counted the jars: one");
        }
    }
}
