package market.checkout.graphql;

import market.graphql.ErrorText;
import market.kernel.LocalizedText;

/** Why an order was not changed, with what the buyer is told. */
enum OrderErrorCode implements ErrorText {
    ORDER_NOT_FOUND("订单不存在", "There is no such order"),
    INVALID_STATE("商品尚未发货或凭证尚未核销，不能确认收货", "Only what was shipped can be received, and vouchers by redeeming them"),
    ALREADY_SENT("商品已发出，请联系商家退款", "Goods were sent; please ask the merchant for a refund"),
    VOUCHERS_USED(
            "有凭证已核销或已过期，请联系商家退款", "Vouchers of it were redeemed or expired; please ask the merchant for a refund"),
    PAYMENT_UNSURE("支付结果确认中，请稍后再试", "It is not known yet whether it was paid; please try again");

    private final String zh;
    private final String en;

    OrderErrorCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    @Override
    public LocalizedText text() {
        return new LocalizedText(zh, en);
    }
}
