package market.local.wechat;

import java.time.Instant;
import java.util.Map;

/**
 * What a shop asked to be paid, and what became of it; amounts in fen.
 *
 * @param state as the protocol writes it
 * @param refunds by the shop's number
 */
record WechatOrder(
        String outTradeNo,
        String transactionId,
        long total,
        String kind,
        String notifyUrl,
        Instant expires,
        String state,
        Instant paidAt,
        Map<String, Refund> refunds) {

    /** Money that went back. */
    record Refund(long amount, Instant at) {}

    WechatOrder {
        refunds = Map.copyOf(refunds);
    }

    long refunded() {
        return refunds.values().stream().mapToLong(Refund::amount).sum();
    }

    boolean isPaid() {
        return state.equals("SUCCESS") || state.equals("REFUND");
    }

    WechatOrder in(String next, Instant at, Map<String, Refund> given) {
        return new WechatOrder(outTradeNo, transactionId, total, kind, notifyUrl, expires, next, at, given);
    }
}
