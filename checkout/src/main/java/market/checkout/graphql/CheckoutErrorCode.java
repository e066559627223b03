package market.checkout.graphql;

import market.graphql.ErrorText;
import market.kernel.LocalizedText;

/** Codes of the contract with their messages. */
enum CheckoutErrorCode implements ErrorText {
    CART_NOT_FOUND("购物车不存在", "There is no such cart"),
    CART_EMPTY("购物车是空的", "The cart is empty"),
    CHECKOUT_NOT_FOUND("结算单不存在", "There is no such checkout"),
    CHECKOUT_EXPIRED("结算单已失效，请重新结算", "This checkout is no longer valid; please begin again"),
    VERSION_CONFLICT("内容已有变化，请刷新后再试", "It has changed meanwhile; read it again"),
    GOODS_UNAVAILABLE("部分商品已下架或商家已停业", "Some goods are no longer on sale"),
    INVALID_QUANTITY("数量低于起订量或不是整箱数", "The quantity is below the minimum or no multiple of the case pack"),
    BUNDLE_INCOMPLETE("套餐商品不完整，请返回购物车查看", "A bundle is not complete; look at the cart again"),
    INSUFFICIENT_STOCK("库存不足", "There is not enough stock"),
    NOT_DELIVERABLE("部分商品不能配送到该地址", "Some goods are not sent to this address"),
    TOO_MANY_HOLDS("您保留的商品过多，请先完成或稍后再试", "You are holding too many goods at once"),
    SALE_LIMIT("超过了限时抢购的每人限购数量", "This is more of a flash sale than one buyer may have"),
    TRY_AGAIN("库存正在核对，请稍后再试", "Stock is being counted; please try again in a few seconds"),
    ADDRESS_INVALID("收货地址不完整或不正确", "The address is missing or not allowed"),
    DELIVERY_OPTION_UNKNOWN("该配送方式不可用", "This way of delivery is not offered"),
    ORDER_NOT_FOUND("订单不存在", "There is no such order"),
    PAYMENT_METHOD_UNAVAILABLE("暂不支持该支付方式", "This way to pay is not offered here"),
    PAYER_REQUIRED("该支付方式需要付款人标识", "This way to pay needs to know the payer"),
    MERCHANT_UNPAYABLE("订单中有商家暂不能以该方式收款", "A merchant of this order cannot be paid in this way now"),
    PAYMENT_REFUSED("订单已不能支付", "The order cannot be paid any more"),
    PAYMENT_UNAVAILABLE("支付服务暂时不可用，请稍后再试", "The payment service is away; please try again"),
    IDEMPOTENCY_KEY_REUSED("同一个幂等键用于了不同的请求", "The idempotency key was used for another request");

    private final String zh;
    private final String en;

    CheckoutErrorCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    @Override
    public LocalizedText text() {
        return new LocalizedText(zh, en);
    }
}
