package market.checkout.payment.alipay;

import java.time.Instant;
import market.checkout.payment.Payee;
import market.checkout.payment.Snapshot;
import market.checkout.payment.Snapshot.Status;
import org.jspecify.annotations.Nullable;

/**
 * A trade in the words of the protocol, from a notification or from an answer alike.
 *
 * @param refundFee what went back so far; only notifications say it
 */
record AlipayTrade(
        String outTradeNo,
        @Nullable String tradeStatus,
        @Nullable String tradeNo,
        @Nullable String totalAmount,
        @Nullable Instant paidAt,
        @Nullable String refundFee) {

    Snapshot snapshot(@Nullable Payee payee) {
        var amount = AlipayWords.money(totalAmount);
        var refunded = AlipayWords.money(refundFee);
        var status = status();
        if (refunded == null && status == Status.PAID && "TRADE_CLOSED".equals(tradeStatus)) {
            // A paid trade is closed by nothing but a refund of all.
            refunded = amount;
        }
        return new Snapshot(outTradeNo, status, amount, tradeNo, paidAt, refunded, payee);
    }

    private Status status() {
        return switch (tradeStatus) {
            case "WAIT_BUYER_PAY" -> Status.WAITING;
            case "TRADE_SUCCESS", "TRADE_FINISHED" -> Status.PAID;
            case "TRADE_CLOSED" -> paidAt == null && refundFee == null ? Status.CLOSED : Status.PAID;
            case null, default -> Status.UNKNOWN;
        };
    }
}
