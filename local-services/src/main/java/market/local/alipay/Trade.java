package market.local.alipay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A payment the institution knows.
 *
 * @param paidMillis 0 while unpaid; so with {@code closedMillis}
 */
record Trade(
        PaymentOrder order,
        String tradeNo,
        TradeStatus status,
        long createdMillis,
        long paidMillis,
        long closedMillis,
        List<Refund> refunds,
        Shares shares) {

    Trade {
        refunds = List.copyOf(refunds);
    }

    static Trade opened(PaymentOrder order, String tradeNo, long atMillis) {
        return new Trade(order, tradeNo, TradeStatus.WAIT_BUYER_PAY, atMillis, 0, 0, List.of(), Shares.NONE);
    }

    Trade paid(long atMillis) {
        return new Trade(order, tradeNo, TradeStatus.TRADE_SUCCESS, createdMillis, atMillis, 0, refunds, shares);
    }

    Trade closed(long atMillis) {
        return new Trade(
                order, tradeNo, TradeStatus.TRADE_CLOSED, createdMillis, paidMillis, atMillis, refunds, shares);
    }

    Trade refunded(Refund refund) {
        var all = new ArrayList<>(refunds);
        all.add(refund);
        var next = new Trade(order, tradeNo, status, createdMillis, paidMillis, closedMillis, all, shares);
        return next.refundFee().compareTo(order.totalAmount()) == 0 ? next.closed(refund.atMillis()) : next;
    }

    Trade with(Shares next) {
        return new Trade(order, tradeNo, status, createdMillis, paidMillis, closedMillis, refunds, next);
    }

    /** What a receiver got of the payment and still has. */
    BigDecimal shareOf(String receiver) {
        var back = refunds.stream()
                .map(refund -> refund.takenBack().getOrDefault(receiver, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return shares.sharedWith(receiver).subtract(back);
    }

    BigDecimal refundFee() {
        return refunds.stream().map(Refund::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Optional<Refund> refund(String outRequestNo) {
        return refunds.stream()
                .filter(refund -> refund.outRequestNo().equals(outRequestNo))
                .findFirst();
    }
}
