package market.checkout.payment;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import market.kernel.Money;

/** Remembers what it was told; can refuse to hear. Not where orders hear for themselves. */
@Singleton
@Primary
@Requires(missingProperty = "market.test.orders-hear")
final class RecordingListener implements PaymentListener {

    private final List<PaidPayment> heard = new CopyOnWriteArrayList<>();
    private final List<RefundedPayment> refunded = new CopyOnWriteArrayList<>();
    final List<SettledPart> settled = new CopyOnWriteArrayList<>();
    final List<EndedPayout> paidOut = new CopyOnWriteArrayList<>();
    final Set<UUID> goodsOf = ConcurrentHashMap.newKeySet();
    volatile boolean isBroken;
    volatile boolean goodsAreThere;

    @Override
    public void onPaid(PaidPayment payment) {
        if (isBroken) {
            throw new IllegalStateException("The order cannot be marked paid");
        }
        heard.add(payment);
    }

    @Override
    public boolean onPaidLate(PaidPayment payment) {
        var isRevived = goodsAreThere || goodsOf.contains(payment.orderId());
        if (isRevived) {
            heard.add(payment);
        }
        return isRevived;
    }

    @Override
    public void onRefundAsked(UUID orderId, Map<UUID, Money> askedOfParts) {}

    @Override
    public void onRefunded(RefundedPayment refund) {
        refunded.add(refund);
    }

    @Override
    public void onSettled(SettledPart part) {
        settled.add(part);
    }

    @Override
    public void onPaidOut(EndedPayout payout) {
        paidOut.add(payout);
    }

    /** What went back of an order, in fen, as it was heard. */
    List<Long> refundsOf(UUID orderId) {
        return refunded.stream()
                .filter(refund -> refund.orderId().equals(orderId))
                .map(refund -> refund.amount().minor())
                .toList();
    }

    List<PaidPayment> of(UUID orderId) {
        return heard.stream()
                .filter(payment -> payment.orderId().equals(orderId))
                .toList();
    }
}
