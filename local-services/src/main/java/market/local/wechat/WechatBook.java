package market.local.wechat;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** All the institution knows. */
final class WechatBook {

    /** What a wish to refund came to. */
    enum Refunded {
        DONE,
        TOO_MUCH,
        NOT_PAID,
        OTHER_AMOUNT
    }

    private final Clock clock;
    private final Consumer<WechatOrder> onPaid;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, WechatOrder> orders = new HashMap<>();

    WechatBook(Clock clock, Consumer<WechatOrder> onPaid) {
        this.clock = clock;
        this.onPaid = onPaid;
    }

    /** False when the number was used for something else. */
    synchronized boolean place(String outTradeNo, long total, String kind, String notifyUrl, Instant expires) {
        var known = find(outTradeNo);
        if (known.isEmpty()) {
            var number = "42000%022d".formatted(numbers.incrementAndGet());
            orders.put(
                    outTradeNo,
                    new WechatOrder(
                            outTradeNo, number, total, kind, notifyUrl, expires, "NOTPAY", Instant.EPOCH, Map.of()));
            return true;
        }
        return known.get().total() == total && known.get().state().equals("NOTPAY");
    }

    synchronized Optional<WechatOrder> find(String outTradeNo) {
        var order = orders.get(outTradeNo);
        if (order != null && order.state().equals("NOTPAY") && clock.instant().isAfter(order.expires())) {
            orders.put(outTradeNo, order.in("CLOSED", Instant.EPOCH, Map.of()));
        }
        return Optional.ofNullable(orders.get(outTradeNo));
    }

    synchronized boolean pay(String outTradeNo) {
        var order = find(outTradeNo).filter(each -> each.state().equals("NOTPAY"));
        order.ifPresent(each -> {
            var paid = each.in("SUCCESS", clock.instant(), Map.of());
            orders.put(outTradeNo, paid);
            onPaid.accept(paid);
        });
        return order.isPresent();
    }

    synchronized boolean close(String outTradeNo) {
        var order = find(outTradeNo).filter(each -> !each.isPaid());
        order.ifPresent(each -> orders.put(outTradeNo, each.in("CLOSED", Instant.EPOCH, Map.of())));
        return order.isPresent();
    }

    synchronized Refunded refund(String outTradeNo, String refundNo, long amount) {
        var order = find(outTradeNo).filter(WechatOrder::isPaid);
        if (order.isEmpty()) {
            return Refunded.NOT_PAID;
        }
        var known = order.get().refunds().get(refundNo);
        if (known != null) {
            return known.amount() == amount ? Refunded.DONE : Refunded.OTHER_AMOUNT;
        }
        if (order.get().refunded() + amount > order.get().total()) {
            return Refunded.TOO_MUCH;
        }
        var refunds = new HashMap<>(order.get().refunds());
        refunds.put(refundNo, new WechatOrder.Refund(amount, clock.instant()));
        orders.put(outTradeNo, order.get().in("REFUND", order.get().paidAt(), refunds));
        return Refunded.DONE;
    }

    synchronized List<WechatOrder> orders() {
        return List.copyOf(orders.values());
    }

    Instant now() {
        return clock.instant();
    }

    synchronized Optional<WechatOrder> findByRefund(String refundNo) {
        return orders.values().stream()
                .filter(order -> order.refunds().containsKey(refundNo))
                .findFirst();
    }
}
