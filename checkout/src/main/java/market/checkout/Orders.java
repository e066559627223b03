package market.checkout;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import market.kernel.Actor;
import market.kernel.Attempts;
import market.kernel.MerchantId;
import market.kernel.ShopperId;
import market.kernel.Slice;

/** Orders as buyers and merchants see them. */
@Singleton
public class Orders {

    /** Where a page of orders starts: newest first, everything before this. */
    public record Before(Instant at, UUID id) {
        public static final Before NOW = new Before(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    }

    private static final int PROOF_LENGTH = 4;
    private static final String LIMIT = "order-tracking";
    private static final int WRONG_PROOFS_MAX = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final OrderReader reader;
    private final OrderRepository orders;
    private final MerchantOrderRepository merchantOrders;
    private final ShipOrderHandler shipping;
    private final ReceiptHandler receiving;
    private final CancelOrderHandler cancelling;
    private final Attempts attempts;

    Orders(
            OrderReader reader,
            OrderRepository orders,
            MerchantOrderRepository merchantOrders,
            ShipOrderHandler shipping,
            ReceiptHandler receiving,
            CancelOrderHandler cancelling,
            Attempts attempts) {
        this.reader = reader;
        this.orders = orders;
        this.merchantOrders = merchantOrders;
        this.shipping = shipping;
        this.receiving = receiving;
        this.cancelling = cancelling;
        this.attempts = attempts;
    }

    /** A guest's order belongs to whoever knows its id, a shopper's to that shopper only. */
    public Optional<Order> find(OrderId id, Actor actor) {
        return reader.orders(List.of(id.value())).stream()
                .filter(order -> mayRead(order, actor))
                .findFirst();
    }

    /**
     * One merchant's part of an order; whoever may read the order may read it. Its id is known to the merchant, too, so a guest's
     * comes without the codes of its vouchers.
     */
    public Optional<MerchantOrder> findPart(MerchantOrderId id, Actor actor) {
        return merchantOrders
                .findOrderOf(id.value())
                .flatMap(order -> find(new OrderId(order), actor))
                .flatMap(order -> order.parts().stream()
                        .filter(part -> part.id().equals(id))
                        .map(part -> order.shopper() == null ? part.withoutVouchers() : part)
                        .findFirst());
    }

    /**
     * By number and the last four digits of the receiver's phone, which many know: without the codes of its vouchers, and without
     * the id that opens a guest's order. After some wrong proofs of a number none is right for a while.
     */
    public Optional<Order> track(String number, String phoneEnd) {
        if (phoneEnd.length() != PROOF_LENGTH
                || !attempts.count(LIMIT, number, WRONG_PROOFS_MAX, WINDOW).isZero()) {
            return Optional.empty();
        }
        var found = orders.findByNumber(number)
                .filter(row -> row.readAddress().phone().endsWith(phoneEnd))
                .flatMap(row -> reader.whole(List.of(row)).stream().findFirst())
                .map(Order::tracked);
        found.ifPresent(_ -> attempts.giveBack(LIMIT, number));
        return found;
    }

    public Slice<Order> ofShopper(ShopperId shopper, Before before, int limit) {
        var rows = orders.pageOfShopper(shopper.value(), before.at(), before.id(), limit + 1);
        return Slice.of(reader.whole(rows), limit);
    }

    /** One merchant's parts, newest first. */
    public Slice<MerchantOrder> ofMerchant(
            MerchantId merchant, Set<MerchantOrderState> states, Before before, int limit) {
        var rows = merchantOrders.pageOfMerchant(merchant.value(), states, before.at(), before.id(), limit + 1);
        return Slice.of(reader.merchantOrders(rows), limit);
    }

    /** Empty also when the part is another merchant's. */
    public Optional<MerchantOrder> findOfMerchant(MerchantId merchant, MerchantOrderId id) {
        var rows = merchantOrders.findOfMerchant(merchant.value(), List.of(id.value()));
        return reader.merchantOrders(rows).stream().findFirst();
    }

    public ShipOrderOutcome ship(ShipOrder command) {
        return shipping.handle(command);
    }

    /** The buyer has one merchant's part in hand. */
    public ConfirmReceiptOutcome confirmReceipt(MerchantOrderId part, OrderId order, Actor actor) {
        return find(order, actor)
                .map(found -> receiving.handle(found, part))
                .orElseGet(ConfirmReceiptOutcome.NotFound::new);
    }

    /** The buyer does not want it any more. Calls the payment provider, so it must not run inside a transaction. */
    public CancelOrderOutcome cancel(OrderId order, Actor actor) {
        return find(order, actor).map(cancelling::handle).orElseGet(CancelOrderOutcome.NotFound::new);
    }

    Order get(OrderId id) {
        return reader.orders(List.of(id.value())).getFirst();
    }

    private static boolean mayRead(Order order, Actor actor) {
        return order.shopper() == null
                || (actor instanceof Actor.Shopper shopper && shopper.id().equals(order.shopper()));
    }
}
