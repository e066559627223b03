package market.checkout;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.checkout.payment.EndedPayout;
import market.checkout.payment.PaidPayment;
import market.checkout.payment.PaymentListener;
import market.checkout.payment.RefundedPayment;
import market.checkout.payment.SettledPart;
import market.inventory.Reservations;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a payment does to its order, in the payment's own transaction. */
@Singleton
class OrderPayment implements PaymentListener {

    private static final Logger LOG = LoggerFactory.getLogger(OrderPayment.class);

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final OrderReader reader;
    private final Reservations reservations;
    private final OrderRevival revival;
    private final VoucherDesk vouchers;
    private final Outbox outbox;

    OrderPayment(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            OrderReader reader,
            Reservations reservations,
            OrderRevival revival,
            VoucherDesk vouchers,
            Outbox outbox) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.reader = reader;
        this.reservations = reservations;
        this.revival = revival;
        this.vouchers = vouchers;
        this.outbox = outbox;
    }

    @Override
    public void onPaid(PaidPayment payment) {
        if (orders.markPaid(payment.orderId(), payment.paidAt()) == 0) {
            // An intent is paid once and an order cancelled only after its intent: anything else is a bug.
            throw new IllegalStateException("Order " + payment.orderId() + " was not waiting for its payment");
        }
        reservations.markSold(payment.orderId());
        tellPaid(payment);
    }

    @Override
    public boolean onPaidLate(PaidPayment payment) {
        var order = orders.findAll(List.of(payment.orderId())).stream()
                .filter(row -> row.state() == OrderState.CANCELLED)
                .findFirst();
        if (order.isEmpty() || !revival.takeAgain(order.get())) {
            return false;
        }
        orders.revive(payment.orderId(), payment.paidAt());
        merchantOrders.revive(payment.orderId());
        tellPaid(payment);
        return true;
    }

    private void tellPaid(PaidPayment payment) {
        var id = payment.orderId();
        merchantOrders.leavePendingPayment(id, MerchantOrderState.PAID, payment.paidAt());
        var order = reader.orders(List.of(id)).getFirst();
        outbox.append(new OrderPaid(
                order.id(),
                order.number(),
                payment.provider(),
                payment.paidAt(),
                order.total(),
                order.parts().stream().map(OrderPayment::part).toList()));
        vouchers.issue(order);
        LOG.atInfo().addKeyValue("order", order.number()).log("order paid");
    }

    @Override
    public void onRefundAsked(UUID orderId, Map<UUID, Money> askedOfParts) {
        vouchers.giveBack(askedOfParts);
    }

    @Override
    public void onRefunded(RefundedPayment refund) {
        outbox.append(new OrderRefunded(
                new OrderId(refund.orderId()),
                refund.refundId(),
                refund.provider(),
                refund.refundedAt(),
                refund.parts().stream()
                        .map(part -> new OrderRefunded.Part(
                                new MerchantOrderId(part.merchantOrderId()),
                                new MerchantId(part.merchantId()),
                                part.amount(),
                                refund.takenBack().containsKey(part.merchantOrderId()),
                                takenBack(refund, part.merchantOrderId())))
                        .toList()));
    }

    private static List<MoneyShare> takenBack(RefundedPayment refund, UUID part) {
        return refund.takenBack().getOrDefault(part, List.of()).stream()
                .map(MoneyShare::of)
                .toList();
    }

    @Override
    public void onSettled(SettledPart part) {
        outbox.append(new PartSettled(
                new OrderId(part.orderId()),
                new MerchantOrderId(part.merchantOrderId()),
                new MerchantId(part.merchantId()),
                part.settlementId(),
                part.provider(),
                part.amount(),
                part.shares().stream().map(MoneyShare::of).toList(),
                part.settledAt()));
    }

    @Override
    public void onPaidOut(EndedPayout payout) {
        outbox.append(new PayoutEnded(
                payout.payoutId(),
                payout.provider(),
                payout.beneficiary(),
                payout.amount(),
                payout.hasArrived(),
                payout.endedAt()));
    }

    private static OrderPaid.Part part(MerchantOrder part) {
        return new OrderPaid.Part(
                part.id(),
                part.merchant(),
                part.number(),
                part.delivery(),
                part.lines().stream().map(OrderPayment::line).toList());
    }

    private static OrderPaid.Line line(OrderLine line) {
        var found = line.found();
        var pavilion = found == null ? null : found.pavilion();
        var rate = line.pavilionFeeRate();
        return new OrderPaid.Line(
                line.id(),
                line.categoryCode(),
                line.commissionRate(),
                line.originCode(),
                line.total(),
                pavilion == null || rate == null ? null : new OrderPaid.PavilionFee(pavilion, rate));
    }
}
