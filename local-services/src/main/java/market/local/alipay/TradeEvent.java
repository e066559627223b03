package market.local.alipay;

/** A line of the journal; the records' names stand in it. */
sealed interface TradeEvent {
    record Ordered(PaymentOrder order) implements TradeEvent {}

    record Opened(String cashierId, String tradeNo, long atMillis) implements TradeEvent {}

    record Paid(String outTradeNo, long atMillis) implements TradeEvent {}

    record Closed(String outTradeNo, long atMillis) implements TradeEvent {}

    record Refunded(String outTradeNo, Refund refund) implements TradeEvent {}

    record Confirmed(String outTradeNo, Shares.Confirm confirm) implements TradeEvent {}

    /** Also when what became of a share changes. */
    record Shared(String outTradeNo, Shares.Share share) implements TradeEvent {}

    /** Several payments that a buyer makes in one go. */
    record Merged(Merge merge) implements TradeEvent {}

    /** A merchant that applied, and whatever changed about it. */
    record SubMerchantChanged(SubMerchant merchant) implements TradeEvent {}

    record Transferred(Transfer transfer) implements TradeEvent {}

    record NoticeQueued(Notice notice) implements TradeEvent {}

    /** The shop confirmed it, or it was repeated often enough. */
    record NoticeSettled(String notifyId) implements TradeEvent {}
}
