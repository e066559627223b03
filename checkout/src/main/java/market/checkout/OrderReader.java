package market.checkout;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts orders together from their rows: one statement per table, however many orders. */
@Singleton
class OrderReader {

    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final OrderLineRepository lines;
    private final ShipmentRepository shipments;

    OrderReader(
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            OrderLineRepository lines,
            ShipmentRepository shipments) {
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.lines = lines;
        this.shipments = shipments;
    }

    List<Order> orders(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : whole(orders.findAll(ids));
    }

    /** Whole orders in the order of the rows. */
    List<Order> whole(List<OrderRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var partRows =
                merchantOrders.findByOrders(rows.stream().map(OrderRow::id).toList());
        var parts = merchantOrders(partRows, rows).stream()
                .collect(Collectors.groupingBy(part -> part.order().value()));
        return rows.stream()
                .map(row -> row.toOrder(parts.getOrDefault(row.id(), List.of())))
                .toList();
    }

    List<MerchantOrder> merchantOrders(List<MerchantOrderRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        return merchantOrders(
                rows,
                orders.findAll(
                        rows.stream().map(MerchantOrderRow::orderId).distinct().toList()));
    }

    private List<MerchantOrder> merchantOrders(List<MerchantOrderRow> rows, List<OrderRow> of) {
        var ids = rows.stream().map(MerchantOrderRow::id).toList();
        var currencies = rows.stream().collect(Collectors.toMap(MerchantOrderRow::id, MerchantOrderRow::currency));
        var linesOf = lines.findByMerchantOrders(ids).stream()
                .collect(Collectors.groupingBy(
                        OrderLineRow::merchantOrderId,
                        Collectors.mapping(
                                row -> row.toLine(currencies.getOrDefault(row.merchantOrderId(), "CNY")),
                                Collectors.toList())));
        var shipmentsOf = shipments.findByMerchantOrders(ids).stream()
                .collect(Collectors.groupingBy(
                        ShipmentRow::merchantOrderId,
                        Collectors.mapping(ShipmentRow::toShipment, Collectors.toList())));
        var addresses = new HashMap<>(of.stream().collect(Collectors.toMap(OrderRow::id, Function.identity())));
        return rows.stream()
                .map(row -> row.toMerchantOrder(
                        Objects.requireNonNull(addresses.get(row.orderId())).readAddress(),
                        linesOf.getOrDefault(row.id(), List.of()),
                        shipmentsOf.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
