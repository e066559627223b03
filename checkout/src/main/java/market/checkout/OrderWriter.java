package market.checkout;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import market.checkout.payment.Payments;

/** Stores a new order whole, with the intent of paying it. */
@Singleton
class OrderWriter {

    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int SUBJECT_LENGTH_MAX = 60;

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final OrderLineRepository lines;
    private final Payments payments;
    private final Clock clock;

    OrderWriter(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            OrderLineRepository lines,
            Payments payments,
            Clock clock) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.lines = lines;
        this.payments = payments;
        this.clock = clock;
    }

    /** The trade's day and a counter: short enough to be read out on the telephone. */
    String nextNumber() {
        var day = LocalDate.ofInstant(clock.instant(), TRADE_ZONE).format(DateTimeFormatter.BASIC_ISO_DATE);
        return String.format(Locale.ROOT, "T%s%07d", day, orders.nextNumber());
    }

    /** In the caller's transaction. */
    void insert(Order order, CheckoutId checkout) {
        orders.insert(OrderRow.of(order, checkout));
        merchantOrders.insert(order.parts().stream().map(MerchantOrderRow::of).toList());
        var rows = new ArrayList<OrderLineRow>();
        for (var part : order.parts()) {
            for (var line : part.lines()) {
                rows.add(OrderLineRow.of(part, rows.size(), line));
            }
        }
        lines.insert(rows);
        payments.open(order.id().value(), order.number(), order.total(), subject(order), order.payBefore());
    }

    private static String subject(Order order) {
        var title = order.parts().getFirst().lines().getFirst().title().zh();
        var subject = "订单 " + order.number() + " " + title;
        return subject.substring(0, Math.min(subject.length(), SUBJECT_LENGTH_MAX));
    }
}
