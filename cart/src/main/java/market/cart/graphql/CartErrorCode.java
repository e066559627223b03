package market.cart.graphql;

import market.graphql.ErrorText;
import market.kernel.LocalizedText;

/** Why a change of a cart was refused, with what the shopper is told. */
enum CartErrorCode implements ErrorText {
    CART_NOT_FOUND("找不到这个购物车。", "There is no such cart."),
    VARIANT_NOT_FOUND("该商品不存在或已下架。", "This is not on sale."),
    BUNDLE_NOT_FOUND("该套餐不存在或已结束。", "This bundle is not offered."),
    LINE_NOT_FOUND("购物车里没有这一行。", "The cart has no such line."),
    INVALID_QUANTITY("不能购买这个数量。", "This quantity cannot be bought."),
    TOO_MANY_LINES("购物车最多放 200 种商品。", "A cart holds at most 200 different goods."),
    NOTE_TOO_LONG("备注太长。", "The note is too long."),
    VERSION_CONFLICT("购物车已在别处更改，请刷新后再试。", "The cart was changed elsewhere: read it and try again."),
    IDEMPOTENCY_KEY_REUSED("这个请求标识已用于别的内容。", "The idempotency key was used for another input.");

    private final String zh;
    private final String en;

    CartErrorCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    @Override
    public LocalizedText text() {
        return new LocalizedText(zh, en);
    }
}
