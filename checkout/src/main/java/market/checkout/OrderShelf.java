package market.checkout;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import market.kernel.Ids;
import market.kernel.Json;

/** One merchant's part of an order, read and written within a transaction of its handler. */
@Singleton
class OrderShelf {

    private final OrderReader reader;
    private final MerchantOrderRepository merchantOrders;
    private final ShipmentRepository shipments;
    private final Ids ids;

    OrderShelf(OrderReader reader, MerchantOrderRepository merchantOrders, ShipmentRepository shipments, Ids ids) {
        this.reader = reader;
        this.merchantOrders = merchantOrders;
        this.shipments = shipments;
        this.ids = ids;
    }

    Optional<MerchantOrder> find(ShipOrder command) {
        var rows = merchantOrders.findOfMerchant(
                command.merchant().value(), List.of(command.merchantOrder().value()));
        return reader.merchantOrders(rows).stream()
                .filter(part -> part.state() != MerchantOrderState.PENDING_PAYMENT)
                .findFirst();
    }

    MerchantOrder get(ShipOrder command) {
        return find(command).orElseThrow();
    }

    /** False when the tracking number is another parcel's, or the part changed meanwhile. */
    boolean ship(MerchantOrder part, ShipOrder command, Instant at) {
        var carrier = Carrier.valueOf(command.carrier().toUpperCase(Locale.ROOT));
        return merchantOrders.markShipped(part.id().value(), part.merchant().value(), command.expectedVersion(), at)
                        == 1
                && shipments.insert(
                                ids.next(),
                                part.order().value(),
                                part.id().value(),
                                carrier,
                                command.trackingNumber(),
                                Json.write(command.batchCodes()),
                                at)
                        == 1;
    }
}
