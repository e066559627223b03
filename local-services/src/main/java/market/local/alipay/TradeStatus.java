package market.local.alipay;

/** The words of the protocol. A trade refunded in full is closed too. */
enum TradeStatus {
    WAIT_BUYER_PAY,
    TRADE_SUCCESS,
    TRADE_CLOSED
}
