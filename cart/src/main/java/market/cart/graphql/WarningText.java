package market.cart.graphql;

import market.cart.CartWarning;
import market.graphql.Call;
import market.kernel.LocalizedText;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What shoppers are told about a warning. */
final class WarningText {

    private static final LocalizedText QUANTITY_CUT =
            new LocalizedText("购物车放不下全部数量，已减少。", "Not everything fitted into the cart; the quantity was cut.");
    private static final LocalizedText WITHDRAWN = new LocalizedText("该商品已下架。", "This is not on sale any more.");
    private static final LocalizedText MERCHANT_SUSPENDED =
            new LocalizedText("商家暂停营业。", "The merchant may not sell at present.");
    private static final LocalizedText PRE_SALE_ENDED = new LocalizedText("预售已结束。", "The pre-sale is over.");
    private static final LocalizedText BELOW_MINIMUM =
            new LocalizedText("低于起订量。", "Less than the smallest quantity that can be bought.");
    private static final LocalizedText NOT_A_MULTIPLE =
            new LocalizedText("数量须为整箱数的倍数。", "The quantity must be a multiple of the step.");

    private static final LocalizedText BUNDLE_ENDED =
            new LocalizedText("套餐已结束，按单买价格计算。", "The bundle is over; this costs what it costs without it.");
    private static final LocalizedText BUNDLE_CHANGED =
            new LocalizedText("套餐内容已变化，按单买价格计算。", "The bundle has changed; this costs what it costs without it.");

    private static final LocalizedText ABOVE_MAXIMUM =
            new LocalizedText("超过限购数量。", "More than may be bought at a time.");

    private WarningText() {}

    static String of(ShownWarning shown, Call call) {
        var warning = shown.warning();
        return switch (warning.code()) {
            case PRICE_CHANGED -> priceChanged(warning).in(call.language());
            case QUANTITY_CUT -> QUANTITY_CUT.in(call.language());
            case WITHDRAWN -> WITHDRAWN.in(call.language());
            case MERCHANT_SUSPENDED -> MERCHANT_SUSPENDED.in(call.language());
            case PRE_SALE_ENDED -> PRE_SALE_ENDED.in(call.language());
            case ABOVE_MAXIMUM -> ABOVE_MAXIMUM.in(call.language());
            case NOT_ENOUGH_STOCK -> notEnough(warning).in(call.language());
            case BELOW_MINIMUM -> BELOW_MINIMUM.in(call.language());
            case BUNDLE_ENDED -> BUNDLE_ENDED.in(call.language());
            case BUNDLE_CHANGED -> BUNDLE_CHANGED.in(call.language());
            case NOT_A_MULTIPLE -> NOT_A_MULTIPLE.in(call.language());
        };
    }

    private static LocalizedText priceChanged(CartWarning warning) {
        var before = amount(warning.before());
        var now = amount(warning.now());
        return new LocalizedText(
                "单价已由 " + before + " 变为 " + now + "。", "The unit price went from " + before + " to " + now + ".");
    }

    private static LocalizedText notEnough(CartWarning warning) {
        var left = warning.quantity();
        return left == null || left == 0
                ? new LocalizedText("暂时无货。", "This is out of stock.")
                : new LocalizedText("库存仅剩 " + left + "。", "Only " + left + " are left.");
    }

    private static String amount(@Nullable Money money) {
        return money == null ? "?" : money.toMajor() + " " + money.currency().getCurrencyCode();
    }
}
