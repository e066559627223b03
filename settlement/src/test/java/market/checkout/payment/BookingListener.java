package market.checkout.payment;

import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import market.checkout.MerchantOrderId;
import market.checkout.MoneyShare;
import market.checkout.OrderId;
import market.checkout.OrderPaid;
import market.checkout.OrderRefunded;
import market.checkout.PartSettled;
import market.checkout.PayoutEnded;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** Tells the ledger what an order would tell it, in the payment's own transaction, of orders that are nothing but their money. */
@Singleton
@Primary
final class BookingListener implements PaymentListener {

    /** What is told when an order is paid, and whether its goods are still there when it is paid late. */
    record Order(List<OrderPaid.Part> parts, boolean goodsAreThere) {}

    final Map<UUID, Order> orders = new ConcurrentHashMap<>();
    private final Outbox outbox;

    BookingListener(Outbox outbox) {
        this.outbox = outbox;
    }

    static OrderPaid.Part part(
            PaymentOrder.Part part, BigDecimal commission, String origin, OrderPaid.@Nullable PavilionFee pavilion) {
        var line = new OrderPaid.Line(UUID.randomUUID(), "tea", commission, origin, part.amount(), pavilion);
        return new OrderPaid.Part(
                new MerchantOrderId(part.merchantOrderId()),
                new MerchantId(part.merchantId()),
                "P",
                Money.cny(0),
                List.of(line));
    }

    @Override
    public void onPaid(PaidPayment payment) {
        var parts = Objects.requireNonNull(orders.get(payment.orderId())).parts();
        outbox.append(new OrderPaid(
                new OrderId(payment.orderId()), "T", payment.provider(), payment.paidAt(), payment.amount(), parts));
    }

    @Override
    public boolean onPaidLate(PaidPayment payment) {
        var isRevived = Objects.requireNonNull(orders.get(payment.orderId())).goodsAreThere();
        if (isRevived) {
            onPaid(payment);
        }
        return isRevived;
    }

    @Override
    public void onRefundAsked(UUID orderId, Map<UUID, Money> askedOfParts) {}

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
                                shares(refund.takenBack().getOrDefault(part.merchantOrderId(), List.of()))))
                        .toList()));
    }

    private static List<MoneyShare> shares(List<SettledPart.Share> shares) {
        return shares.stream()
                .map(share -> new MoneyShare(kind(share.kind()), share.owner(), share.amount()))
                .toList();
    }

    private static MoneyShare.Kind kind(SplitKind kind) {
        return switch (kind) {
            case COMMISSION -> MoneyShare.Kind.COMMISSION;
            case PAVILION -> MoneyShare.Kind.PAVILION;
            case AFFILIATE, SUBSIDY -> MoneyShare.Kind.VILLAGE;
        };
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
                shares(part.shares()),
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
}
