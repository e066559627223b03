package market.server.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Step 8: a price, a stock level and a merchant's standing change, and shoppers see it within two seconds. */
final class ChangingTheShop {

    private static final Duration VISIBLE = Duration.ofSeconds(2);
    private static final String OTHER_HONEY = "wild-flower-honey";
    private static final String OTHER_HONEY_SKU = "HN02-500";
    private static final String REASON = "抽检复核期间暂停销售";
    private static final String MERCHANT = """
            query Merchant($code: String!) { merchant(by: { code: $code }) { id version standing } }""";
    private static final String SET_STANDING = """
            mutation SetStanding($input: MerchantStandingSetInput!) {
              merchantStandingSet(input: $input) {
                merchant { standing suspensionReason version } userErrors { code message }
              }
            }""";

    private final Town town;

    ChangingTheShop(Town town) {
        this.town = town;
    }

    void run() {
        town.report().step("8. Merchants and the operator change what shoppers see");
        changePrice();
        changeStock();
        suspend();
        restock();
    }

    private void changePrice() {
        var merchant = town.merchant(FillingTheCart.TEA.merchant());
        var usual = merchant.variant(FindingGoods.TEA, FillingTheCart.TEA.sku()).decimal("/price/amount");
        for (var price : List.of(usual.subtract(BigDecimal.ONE), usual)) {
            merchant.setPrice(FindingGoods.TEA, FillingTheCart.TEA.sku(), price);
            awaitHit(
                    "the merchant asks ¥" + price.toPlainString() + ", and the search shows it",
                    Map.of("query", "六安瓜片"),
                    hit -> hit.text("/handle").equals(FindingGoods.TEA)
                            && hit.decimal("/priceRange/min/amount").compareTo(price) == 0);
        }
    }

    private void changeStock() {
        var merchant = town.merchant(CheckingOut.HONEY_MERCHANT);
        merchant.adjustStock(CheckingOut.HONEY, CheckingOut.HONEY_SKU, -1, "LOSS");
        try {
            awaitHoney("the last jar broke, and the search shows OUT_OF_STOCK", "OUT_OF_STOCK");
        } finally {
            merchant.adjustStock(CheckingOut.HONEY, CheckingOut.HONEY_SKU, 1, "RECEIVED");
        }
        awaitHoney("another jar came in, and the search shows LOW", "LOW");
    }

    private void awaitHoney(String claim, String availability) {
        awaitHit(
                claim,
                Map.of("query", "崖蜜"),
                hit -> hit.text("/handle").equals(CheckingOut.HONEY)
                        && hit.text("/availability").equals(availability));
        var inStock = Map.of("query", "崖蜜", "filters", List.of(Map.of("inStock", true)));
        var isExpected = !availability.equals("OUT_OF_STOCK");
        town.report()
                .within(
                        VISIBLE,
                        "a search for goods in stock " + (isExpected ? "finds it" : "passes it over"),
                        () -> FindingGoods.search(town.guest(), inStock),
                        result -> FindingGoods.finds(result, CheckingOut.HONEY) == isExpected);
    }

    private void awaitHit(String claim, Map<String, ?> input, Predicate<Answer> fits) {
        town.report()
                .within(
                        VISIBLE,
                        claim,
                        () -> FindingGoods.search(town.guest(), input),
                        result -> result.nodes("").stream().anyMatch(fits));
    }

    private void suspend() {
        var shopper = town.guest();
        var honey = OpeningGoods.variant(shopper, OTHER_HONEY, OTHER_HONEY_SKU).text("/id");
        var cart = shopper.openCart(List.of(new Buyer.Wish(honey, 1)));
        setStanding("SUSPENDED");
        try {
            awaitCount("the operator suspends the merchant, and its goods leave the search", count -> count == 0);
            checkSuspended(shopper, cart.text("/id"));
        } finally {
            setStanding("ACTIVE");
        }
        awaitCount("the merchant may sell again, and its goods are found", count -> count > 0);
        town.report()
                .require(
                        "the page sells again",
                        true,
                        OpeningGoods.product(shopper, OTHER_HONEY).isNothing("/unavailableReason"));
    }

    private void checkSuspended(Buyer shopper, String cart) {
        var reason = OpeningGoods.product(shopper, OTHER_HONEY).text("/unavailableReason");
        town.report().holds("the product's page says why: " + reason, reason.contains(REASON));
        var warned = shopper.cart(cart);
        town.report().equal("the cart warns", "MERCHANT_SUSPENDED", warned.text("/warnings/0/code"));
        town.report().say(warned.text("/warnings/0/message"));
        var refused = shopper.startCheckout(warned);
        town.report().equal("a checkout is refused", "GOODS_UNAVAILABLE", refused.text("/userErrors/0/code"));
    }

    private void awaitCount(String claim, Predicate<Integer> fits) {
        town.report()
                .within(
                        VISIBLE,
                        claim,
                        () -> FindingGoods.search(town.guest(), Map.of("merchantCode", CheckingOut.HONEY_MERCHANT)),
                        result -> fits.test(result.whole("/totalCount")));
    }

    private void setStanding(String standing) {
        var operator = town.operator();
        var merchant = operator.ask(MERCHANT, Map.of("code", CheckingOut.HONEY_MERCHANT))
                .at("/merchant");
        var changed = operator.change(
                SET_STANDING,
                Map.of(
                        "merchantId",
                        merchant.text("/id"),
                        "standing",
                        standing,
                        "reason",
                        REASON,
                        "expectedVersion",
                        merchant.whole("/version")));
        town.report().require("the standing", standing, changed.text("/merchant/standing"));
    }

    /** What the story sold comes in again, so that it can be told as often as one likes. */
    private void restock() {
        for (var choice : FillingTheCart.CHOICES) {
            var merchant = town.merchant(choice.merchant());
            var level = merchant.adjustStock(choice.product(), choice.sku(), 1, "RECEIVED");
            town.report().say(choice.sku() + " came in: " + level.text("/onHand") + " on hand");
        }
    }
}
