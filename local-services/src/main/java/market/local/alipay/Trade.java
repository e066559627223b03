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
        List<Refund> refunds) {

    Trade {
        refunds = List.copyOf(refunds);
    }

    static Trade opened(PaymentOrder order, String tradeNo, long atMillis) {
        return new Trade(order, tradeNo, TradeStatus.WAIT_BUYER_PAY, atMillis, 0, 0, List.of());
    }

    Trade paid(long atMillis) {
        return new Trade(order, tradeNo, TradeStatus.TRADE_SUCCESS, createdMillis, atMillis, 0, refunds);
    }

    Trade closed(long atMillis) {
        return new Trade(order, tradeNo, TradeStatus.TRADE_CLOSED, createdMillis, paidMillis, atMillis, refunds);
    }

    Trade refunded(Refund refund) {
        var all = new ArrayList<>(refunds);
        all.add(refund);
        var next = new Trade(order, tradeNo, status, createdMillis, paidMillis, closedMillis, all);
        return next.refundFee().compareTo(order.totalAmount()) == 0 ? next.closed(refund.atMillis()) : next;
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
