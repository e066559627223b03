package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.checkout.MerchantOrder;
import market.checkout.MerchantOrderId;
import market.checkout.MerchantOrderState;
import market.checkout.OrderLine;
import market.checkout.OrderRefund;
import market.checkout.OrderRefunds;
import market.checkout.OrderSource;
import market.checkout.Orders;
import market.checkout.PartSettlement;
import market.checkout.PartSettlements;
import market.checkout.Shipment;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.portal.PageStart;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** A merchant's own orders, from their payment on. */
@Singleton
class MerchantOrders implements Resolvers {

    private static final String SCOPE = "orders.read";
    private static final String ORDER = "orders";

    /** Key of what went back of one order. */
    record RefundsOf(MerchantId merchant, MerchantOrderId order) {

        static RefundsOf of(MerchantOrder order) {
            return new RefundsOf(order.merchant(), order.id());
        }
    }

    /** Key of how one order's money is on its way. */
    record SettlementOf(MerchantId merchant, MerchantOrderId order) {

        static SettlementOf of(MerchantOrder order) {
            return new SettlementOf(order.merchant(), order.id());
        }
    }

    private final Orders orders;
    private final FulfillmentMutation fulfillment;
    private final RefundMutation refund;
    private final OrderRefunds refunds;
    private final PartSettlements settlements;

    MerchantOrders(
            Orders orders,
            FulfillmentMutation fulfillment,
            RefundMutation refund,
            OrderRefunds refunds,
            PartSettlements settlements) {
        this.orders = orders;
        this.fulfillment = fulfillment;
        this.refund = refund;
        this.refunds = refunds;
        this.settlements = settlements;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("orders", this::page)
                .query("order", this::order)
                .mutation("fulfillmentCreate", fulfillment::create)
                .payload("FulfillmentCreatePayload", "order")
                .mutation("refundCreate", refund::create)
                .payload("RefundCreatePayload", "order")
                .loader(RefundsOf.class, this::refunds)
                .field("Order", MerchantOrder.class, "refunds", (order, call) -> call.load(RefundsOf.of(order)))
                .loader(SettlementOf.class, this::settlements)
                .field("Order", MerchantOrder.class, "settlement", (order, call) -> call.load(SettlementOf.of(order)))
                .type("OrderSettlement", PartSettlement.class)
                .field("Refund", OrderRefund.class, "status", (each, _) -> each.state())
                .field("Refund", OrderRefund.class, "createdAt", (each, _) -> each.askedAt())
                .connection("OrderConnection", "OrderEdge")
                .node("mor", this::find)
                .type("Address", Receiver.class)
                .field("Order", MerchantOrder.class, "id", (order, _) -> GlobalId.of("mor", order.id()))
                .field("Order", MerchantOrder.class, "status", (order, _) -> order.state())
                .field("Order", MerchantOrder.class, "address", (order, _) -> Receiver.of(order))
                .field("Order", MerchantOrder.class, "pickUpLocationId", (order, _) -> pickUpLocation(order))
                .field("Order", MerchantOrder.class, "deliveryPrice", (order, _) -> order.delivery())
                .field(
                        "OrderLine",
                        OrderLine.class,
                        "title",
                        (line, call) -> line.title().in(call.language()))
                .field(
                        "OrderLineBundle",
                        OrderLine.OfBundle.class,
                        "bundleId",
                        (bundle, _) -> GlobalId.of("bdl", bundle.id()))
                .field(
                        "OrderLineBundle",
                        OrderLine.OfBundle.class,
                        "name",
                        (bundle, call) -> bundle.name().in(call.language()))
                .field("OrderLine", OrderLine.class, "pavilionHandle", (line, _) -> pavilion(line))
                .field("OrderLine", OrderLine.class, "referralCode", (line, _) -> referral(line))
                .field(
                        "OrderSource",
                        OrderSource.class,
                        "locationId",
                        (source, _) -> GlobalId.of("loc", source.location()))
                .field(
                        "OrderSource",
                        OrderSource.class,
                        "quantity",
                        (source, _) -> BigDecimal.valueOf(source.quantity()))
                .field("OrderSource", OrderSource.class, "batches", (source, _) -> source.lots())
                .field("OrderBatch", OrderSource.Lot.class, "baseUnits", (lot, _) -> BigDecimal.valueOf(lot.units()))
                .field("OrderLine", OrderLine.class, "productId", (line, _) -> GlobalId.of("prd", line.product()))
                .field("OrderLine", OrderLine.class, "variantId", (line, _) -> GlobalId.of("var", line.variant()))
                .field("OrderLine", OrderLine.class, "quantity", (line, _) -> BigDecimal.valueOf(line.quantity()))
                .field(
                        "Shipment",
                        Shipment.class,
                        "carrier",
                        (shipment, _) -> shipment.carrier().name())
                .field(
                        "Shipment",
                        Shipment.class,
                        "carrierName",
                        (shipment, call) -> shipment.carrier().displayName().in(call.language()));
    }

    private Map<RefundsOf, List<OrderRefund>> refunds(Collection<RefundsOf> keys) {
        var all = new HashMap<RefundsOf, List<OrderRefund>>();
        keys.stream().collect(Collectors.groupingBy(RefundsOf::merchant)).forEach((merchant, own) -> {
            var found = refunds.ofMerchant(
                    merchant, own.stream().map(RefundsOf::order).toList());
            own.forEach(key -> all.put(key, found.getOrDefault(key.order(), List.of())));
        });
        return all;
    }

    private Map<SettlementOf, PartSettlement> settlements(Collection<SettlementOf> keys) {
        var all = new HashMap<SettlementOf, PartSettlement>();
        keys.stream().collect(Collectors.groupingBy(SettlementOf::merchant)).forEach((merchant, own) -> {
            var found = settlements.ofMerchant(
                    merchant, own.stream().map(SettlementOf::order).toList());
            found.forEach((order, settlement) -> all.put(new SettlementOf(merchant, order), settlement));
        });
        return all;
    }

    private static @Nullable String pickUpLocation(MerchantOrder order) {
        var place = order.pickUpPlace();
        return place == null ? null : GlobalId.of("loc", place.location());
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var before = paging.after(ORDER, 2)
                .map(values -> new Orders.Before(PageStart.instant(values.getFirst()), PageStart.uuid(values.get(1))))
                .orElse(Orders.Before.NOW);
        var states = EnumSet.noneOf(MerchantOrderState.class);
        call.arguments().texts("statuses").forEach(status -> states.add(MerchantOrderState.valueOf(status)));
        var slice = states.isEmpty()
                ? new Slice<MerchantOrder>(List.of(), false)
                : orders.ofMerchant(call.merchantUser().merchant(), states, before, paging.first());
        return Connection.of(
                slice,
                paging,
                order -> Cursor.of(
                        ORDER, order.placedAt().toString(), order.id().value().toString()));
    }

    @Nullable
    private MerchantOrder order(Call call) {
        return call.arguments().id("id", "mor").flatMap(id -> find(id, call)).orElse(null);
    }

    private Optional<MerchantOrder> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return orders.findOfMerchant(call.merchantUser().merchant(), new MerchantOrderId(id))
                .filter(order -> order.state() != MerchantOrderState.PENDING_PAYMENT);
    }

    private static @Nullable String pavilion(OrderLine line) {
        var found = line.found();
        return found == null ? null : found.pavilion();
    }

    private static @Nullable String referral(OrderLine line) {
        var found = line.found();
        return found == null ? null : found.referral();
    }
}
