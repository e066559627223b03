package market.checkout.graphql;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.checkout.Order;
import market.checkout.OrderId;
import market.checkout.payment.PaymentRefund;
import market.checkout.payment.PaymentView;
import market.checkout.payment.PaymentViews;
import market.checkout.payment.RefundOrigin;
import market.checkout.payment.RefundStatus;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Money;

/** How an order's payment stands, for its buyer. */
@Singleton
class StorefrontPayments implements Resolvers {

    private enum Status {
        REQUIRES_PAYMENT_METHOD,
        REQUIRES_ACTION,
        PROCESSING,
        SUCCEEDED,
        CANCELED
    }

    private enum BackStatus {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    private final PaymentViews views;
    private final PaymentSteps steps;

    StorefrontPayments(PaymentViews views, PaymentSteps steps) {
        this.views = views;
        this.steps = steps;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.loader(OrderId.class, this::views)
                .mutation("orderPay", steps::pay)
                .type("OrderPayPayload", PaymentSteps.Payload.class)
                .field(
                        "Order",
                        Order.class,
                        "paymentIntent",
                        (order, call) -> order.isTracked() ? null : call.load(order.id()))
                .field(
                        "PaymentIntent",
                        PaymentView.class,
                        "amount",
                        (view, _) -> view.intent().amount())
                .field("PaymentIntent", PaymentView.class, "status", (view, _) -> status(view))
                .field(
                        "PaymentIntent",
                        PaymentView.class,
                        "expiresAt",
                        (view, _) -> view.intent().expiresAt())
                .field("PaymentIntent", PaymentView.class, "amountReceived", (view, _) -> view.received())
                .field("PaymentIntent", PaymentView.class, "amountRefunded", (view, _) -> refunded(view))
                .field("Refund", PaymentRefund.class, "status", (refund, _) -> status(refund))
                .field(
                        "Refund",
                        PaymentRefund.class,
                        "isSurplus",
                        (refund, _) -> refund.origin() == RefundOrigin.SURPLUS)
                .field("Refund", PaymentRefund.class, "createdAt", (refund, _) -> refund.askedAt());
    }

    private Map<OrderId, PaymentView> views(Collection<OrderId> orders) {
        var found = views.ofOrders(orders.stream().map(OrderId::value).toList());
        var byId = new HashMap<OrderId, PaymentView>();
        found.forEach((UUID id, PaymentView view) -> byId.put(new OrderId(id), view));
        return byId;
    }

    private static Status status(PaymentView view) {
        return switch (view.intent().status()) {
            case PAID -> Status.SUCCEEDED;
            case CANCELLED -> Status.CANCELED;
            case OPEN, PARTIALLY_PAID ->
                view.isUnsure()
                        ? Status.PROCESSING
                        : view.nextAction() == null ? Status.REQUIRES_PAYMENT_METHOD : Status.REQUIRES_ACTION;
        };
    }

    private static BackStatus status(PaymentRefund refund) {
        return switch (refund.status()) {
            case REQUESTED, SUBMITTED -> BackStatus.PENDING;
            case SUCCEEDED -> BackStatus.SUCCEEDED;
            case FAILED -> BackStatus.FAILED;
        };
    }

    /** Of what paid the order; a surplus never did. */
    private static Money refunded(PaymentView view) {
        List<Money> back = view.refunds().stream()
                .filter(refund -> refund.status() == RefundStatus.SUCCEEDED && refund.origin() != RefundOrigin.SURPLUS)
                .map(PaymentRefund::amount)
                .toList();
        return Money.sum(back, view.intent().amount().currency());
    }
}
