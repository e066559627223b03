package market.checkout.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import market.checkout.CancelOrderOutcome;
import market.checkout.ConfirmReceiptOutcome;
import market.checkout.MerchantOrder;
import market.checkout.MerchantOrderId;
import market.checkout.Order;
import market.checkout.OrderId;
import market.checkout.OrderLine;
import market.checkout.OrderSource;
import market.checkout.OrderState;
import market.checkout.Orders;
import market.checkout.RecallMessage;
import market.checkout.Recalls;
import market.checkout.Shipment;
import market.checkout.Voucher;
import market.checkout.Vouchers;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Paging;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;

/** Orders as their buyers see them. */
@Singleton
class StorefrontOrders implements Resolvers {

    private static final String ORDER = "orders";

    /** A refusal around an order. */
    record OrderUserError(OrderErrorCode code, @Nullable List<String> field, String message) {

        static OrderUserError of(OrderErrorCode code, Call call, String member) {
            return new OrderUserError(
                    code, call.input().pathOf(member), code.text().in(call.language()));
        }
    }

    /** Loads the recalls that concern an order. */
    private record RecallsOf(OrderId order) {}

    /** Loads the vouchers of some pieces of a line. */
    private record VouchersOf(UUID line, Vouchers.Pieces pieces) {}

    private final Orders orders;
    private final Recalls recalls;
    private final Vouchers vouchers;

    StorefrontOrders(Orders orders, Recalls recalls, Vouchers vouchers) {
        this.orders = orders;
        this.recalls = recalls;
        this.vouchers = vouchers;
    }

    private static Object vouchers(OrderLine line, Call call) {
        var arguments = call.arguments();
        var first = new Paging(arguments.integer("first"), null).first();
        var after = arguments.integer("afterPiece");
        if (after < 0) {
            throw Refusal.badInput(List.of("afterPiece"), "must not be below zero");
        }
        return line.hasVouchers() ? call.load(new VouchersOf(line.id(), new Vouchers.Pieces(after, first))) : List.of();
    }

    private Map<VouchersOf, List<Voucher>> vouchers(Collection<VouchersOf> keys) {
        var all = new HashMap<VouchersOf, List<Voucher>>();
        keys.stream().collect(Collectors.groupingBy(VouchersOf::pieces)).forEach((pieces, asked) -> {
            var found = vouchers.ofLines(asked.stream().map(VouchersOf::line).toList(), pieces);
            asked.forEach(key -> all.put(key, found.getOrDefault(key.line, List.of())));
        });
        return all;
    }

    private Map<RecallsOf, List<RecallMessage>> recalls(Collection<RecallsOf> keys) {
        var found = recalls.ofOrders(keys.stream().map(RecallsOf::order).toList());
        return keys.stream().collect(Collectors.toMap(key -> key, key -> found.getOrDefault(key.order, List.of())));
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("order", this::order)
                .query("orders", this::orders)
                .query("orderTracking", this::tracking)
                .subscription("orderChanged", this::changed)
                .mutation("orderReceiptConfirm", this::confirmReceipt)
                .payload("OrderReceiptConfirmPayload", "order")
                .mutation("orderCancel", this::cancel)
                .payload("OrderCancelPayload", "order")
                .errors("OrderErrorCode", OrderErrorCode.class)
                .type("OrderUserError", OrderUserError.class)
                .connection("OrderConnection", "OrderEdge")
                .node("ord", (id, call) -> orders.find(new OrderId(id), call.actor()))
                .node("mor", (id, call) -> orders.findPart(new MerchantOrderId(id), call.actor()))
                .field("Order", Order.class, "id", (order, _) -> GlobalId.of("ord", order.shownId()))
                .loader(RecallsOf.class, this::recalls)
                .field("Order", Order.class, "recalls", (order, call) -> call.load(new RecallsOf(order.id())))
                .field(
                        "OrderRecall",
                        RecallMessage.class,
                        "text",
                        (recall, call) -> recall.text().in(call.language()))
                .field("OrderRecall", RecallMessage.class, "at", (recall, _) -> recall.createdAt())
                .field("Order", Order.class, "status", (order, _) -> order.state())
                .field("Order", Order.class, "merchantOrders", (order, _) -> order.parts())
                .field("MerchantOrder", MerchantOrder.class, "id", (part, _) -> GlobalId.of("mor", part.id()))
                .field("MerchantOrder", MerchantOrder.class, "merchant", (part, call) -> call.load(part.merchant()))
                .field("MerchantOrder", MerchantOrder.class, "status", (part, _) -> part.state())
                .field("MerchantOrder", MerchantOrder.class, "deliveryPrice", (part, _) -> part.delivery())
                .field(
                        "OrderLine",
                        OrderLine.class,
                        "title",
                        (line, call) -> line.title().in(call.language()))
                .field("OrderLine", OrderLine.class, "batches", (line, _) -> line.lots())
                .type("OrderBatch", OrderSource.Lot.class)
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
                .field("OrderLine", OrderLine.class, "product", (line, call) -> call.load(line.product()))
                .field("OrderLine", OrderLine.class, "quantity", (line, _) -> BigDecimal.valueOf(line.quantity()))
                .loader(VouchersOf.class, this::vouchers)
                .field("OrderLine", OrderLine.class, "vouchers", StorefrontOrders::vouchers)
                .field("Voucher", Voucher.class, "id", (voucher, _) -> GlobalId.of("vou", voucher.id()))
                .field("Voucher", Voucher.class, "code", (voucher, _) -> voucher.readableCode())
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

    private @Nullable Object order(Call call) {
        return call.arguments()
                .id("id", "ord")
                .flatMap(id -> orders.find(new OrderId(id), call.actor()))
                .orElse(null);
    }

    private @Nullable Object changed(Call call) {
        var id = call.arguments().id("id", "ord").map(OrderId::new);
        id.ifPresent(order -> call.watch(OrderNews.topic(order)));
        var order = id.flatMap(known -> orders.find(known, call.actor())).orElse(null);
        if (order == null || order.state() == OrderState.CANCELLED || order.state() == OrderState.COMPLETED) {
            call.endWatch();
        }
        return order;
    }

    private Connection orders(Call call) {
        var paging = call.paging();
        var before = paging.after(
                        ORDER,
                        2,
                        values -> new Orders.Before(Instant.parse(values.getFirst()), UUID.fromString(values.get(1))))
                .orElse(Orders.Before.NOW);
        var slice = call.shopper()
                .map(shopper -> orders.ofShopper(shopper, before, paging.first()))
                .orElseGet(() -> new Slice<>(List.of(), false));
        return Connection.of(
                slice,
                paging,
                order -> Cursor.of(
                        ORDER, order.placedAt().toString(), order.id().value().toString()));
    }

    private @Nullable Object tracking(Call call) {
        var input = call.input();
        return orders.track(input.text("orderNumber"), input.text("proof")).orElse(null);
    }

    private Payload confirmReceipt(Call call) {
        var input = call.input();
        var order = input.id("orderId", "ord");
        var part = input.id("merchantOrderId", "mor");
        if (order.isEmpty() || part.isEmpty()) {
            return notFound(call);
        }
        return switch (orders.confirmReceipt(new MerchantOrderId(part.get()), new OrderId(order.get()), call.actor())) {
            case ConfirmReceiptOutcome.Confirmed confirmed -> Payload.of(confirmed.order());
            case ConfirmReceiptOutcome.NotFound _ -> notFound(call);
            case ConfirmReceiptOutcome.InvalidState _ ->
                Payload.refused(OrderUserError.of(OrderErrorCode.INVALID_STATE, call, "merchantOrderId"));
        };
    }

    private Payload cancel(Call call) {
        var outcome = call.input()
                .id("orderId", "ord")
                .map(id -> orders.cancel(new OrderId(id), call.actor()))
                .orElseGet(CancelOrderOutcome.NotFound::new);
        return switch (outcome) {
            case CancelOrderOutcome.Cancelled cancelled -> Payload.of(cancelled.order());
            case CancelOrderOutcome.NotFound _ -> notFound(call);
            case CancelOrderOutcome.AlreadySent _ ->
                Payload.refused(OrderUserError.of(OrderErrorCode.ALREADY_SENT, call, "orderId"));
            case CancelOrderOutcome.VouchersUsed _ ->
                Payload.refused(OrderUserError.of(OrderErrorCode.VOUCHERS_USED, call, "orderId"));
            case CancelOrderOutcome.Unsure _ ->
                Payload.refused(OrderUserError.of(OrderErrorCode.PAYMENT_UNSURE, call, "orderId"));
        };
    }

    private static Payload notFound(Call call) {
        return Payload.refused(OrderUserError.of(OrderErrorCode.ORDER_NOT_FOUND, call, "orderId"));
    }
}
