package market.checkout;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.checkout.payment.AskRefund;
import market.checkout.payment.AskRefundOutcome;
import market.checkout.payment.PaymentRefund;
import market.checkout.payment.Refunds;
import market.kernel.MerchantId;

/** Money that goes back to buyers, seen from merchants' parts of orders. A merchant gives back its own money only. */
@Singleton
public class OrderRefunds {

    private final Orders orders;
    private final Refunds refunds;

    OrderRefunds(Orders orders, Refunds refunds) {
        this.orders = orders;
        this.refunds = refunds;
    }

    /** Never call it inside a transaction of another deed: it is one of its own. */
    public RefundOrderOutcome ask(RefundOrder command) {
        var found = orders.findOfMerchant(command.merchant(), command.merchantOrder())
                .filter(part -> part.state() != MerchantOrderState.PENDING_PAYMENT);
        if (found.isEmpty()) {
            return new RefundOrderOutcome.NotFound();
        }
        var part = found.get();
        var wish = new AskRefund(
                part.order().value(), part.id().value(), command.amount(), command.reason(), command.key());
        return switch (refunds.ask(wish)) {
            case AskRefundOutcome.Asked _ -> new RefundOrderOutcome.Accepted(part);
            case AskRefundOutcome.NotPaid _ -> new RefundOrderOutcome.NotPaid();
            case AskRefundOutcome.TooMuch tooMuch -> new RefundOrderOutcome.TooMuch(tooMuch.refundable());
            case AskRefundOutcome.KeyReused _ -> new RefundOrderOutcome.KeyReused();
        };
    }

    /** Oldest first; parts without any are not in the answer. The parts are the merchant's own. */
    public Map<MerchantOrderId, List<OrderRefund>> ofMerchant(MerchantId merchant, Collection<MerchantOrderId> parts) {
        return refunds.ofParts(parts.stream().map(MerchantOrderId::value).toList()).stream()
                .flatMap(refund -> refund.parts().stream()
                        .filter(part -> part.merchantId().equals(merchant.value()))
                        .map(part -> of(refund, part)))
                .filter(refund -> parts.contains(refund.merchantOrder()))
                .collect(Collectors.groupingBy(OrderRefund::merchantOrder));
    }

    static OrderRefund of(PaymentRefund refund, PaymentRefund.Part part) {
        return new OrderRefund(
                refund.id(),
                new MerchantOrderId(part.merchantOrderId()),
                state(refund),
                part.amount(),
                refund.reason(),
                refund.askedAt(),
                refund.settledAt());
    }

    private static OrderRefund.State state(PaymentRefund refund) {
        return switch (refund.status()) {
            case REQUESTED, SUBMITTED -> OrderRefund.State.PENDING;
            case SUCCEEDED -> OrderRefund.State.SUCCEEDED;
            case FAILED -> OrderRefund.State.FAILED;
        };
    }
}
