package market.checkout;

import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.key;
import static market.checkout.CheckoutWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** What becomes of an order: paid, sent and received, or given up. */
class FulfillingAnOrderTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 4_000, 10);

    @Test
    void an_order_is_paid_then_sent_then_received() {
        var order = WORLD.paid(line(tea, 3));
        assertThat(order.state()).isEqualTo(OrderState.PAID);
        assertThat(WORLD.stock(tea)).isEqualTo("7 on hand, 0 committed");

        var shipped = WORLD.orders.ship(ship(only(order), merchant, key()));

        assertThat(shipped).isInstanceOf(ShipOrderOutcome.Shipped.class);
        assertThat(only(WORLD.read(order)).state()).isEqualTo(MerchantOrderState.SHIPPED);
        assertThat(only(WORLD.read(order)).shipments())
                .extracting(Shipment::carrier)
                .containsExactly(Carrier.SHUNFENG);

        var part = only(order).id();
        assertThat(WORLD.orders.confirmReceipt(part, order.id(), GUEST))
                .isEqualTo(new ConfirmReceiptOutcome.Confirmed(WORLD.read(order)));
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(WORLD.orders.confirmReceipt(part, order.id(), GUEST))
                .isInstanceOf(ConfirmReceiptOutcome.Confirmed.class);
        assertThat(WORLD.events(order))
                .isEqualTo("OrderPlaced, OrderPaid, MerchantOrderShipped, MerchantOrderCompleted");
    }

    @Test
    void an_order_is_completed_with_its_last_part() {
        var other = WORLD.merchant();
        var order = WORLD.paid(line(tea, 1), line(WORLD.tea(other, 5_000, 10), 1));
        for (var part : order.parts()) {
            assertThat(WORLD.read(order).state()).isEqualTo(OrderState.PAID);
            WORLD.orders.ship(ship(part, part.merchant(), key()));
            WORLD.orders.confirmReceipt(part.id(), order.id(), GUEST);
        }

        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void a_retry_sends_one_parcel() {
        var order = WORLD.paid(line(tea, 3));
        var ship = ship(only(order), merchant, key());

        WORLD.orders.ship(ship);

        assertThat(WORLD.orders.ship(ship)).isInstanceOf(ShipOrderOutcome.Shipped.class);
        assertThat(only(WORLD.read(order)).shipments()).hasSize(1);
    }

    @Test
    void only_what_is_paid_is_sent_and_only_what_was_sent_is_received() {
        // An order that was not paid does not exist for its merchants yet.
        var unpaid = WORLD.read(WORLD.placed(line(tea, 1)));
        assertThat(WORLD.orders.ship(ship(only(unpaid), merchant, key()))).isEqualTo(new ShipOrderOutcome.NotFound());
        var paid = WORLD.paid(line(tea, 1));
        assertThat(WORLD.orders.confirmReceipt(only(paid).id(), paid.id(), GUEST))
                .isEqualTo(new ConfirmReceiptOutcome.InvalidState(MerchantOrderState.PAID));

        assertThat(WORLD.read(unpaid)).isEqualTo(unpaid);
        assertThat(WORLD.read(paid)).isEqualTo(paid);
    }

    @Test
    void another_merchant_and_another_version_and_an_unknown_carrier_or_batch_are_refused() {
        var order = WORLD.paid(line(tea, 1));
        var part = only(order);
        var good = ship(part, merchant, key());

        assertThat(WORLD.orders.ship(ship(part, WORLD.merchant(), key()))).isEqualTo(new ShipOrderOutcome.NotFound());
        assertThat(WORLD.orders.ship(
                        new ShipOrder(merchant, part.id(), part.version() + 1, "SHUNFENG", "SF1", List.of(), key())))
                .isEqualTo(new ShipOrderOutcome.VersionConflict(part.version()));
        assertThat(WORLD.orders.ship(
                        new ShipOrder(merchant, part.id(), part.version(), "PIGEON", "SF1", List.of(), key())))
                .isEqualTo(new ShipOrderOutcome.CarrierUnknown("PIGEON"));
        assertThat(WORLD.orders.ship(
                        new ShipOrder(merchant, part.id(), part.version(), "SHUNFENG", "SF1", List.of("NONE"), key())))
                .isEqualTo(new ShipOrderOutcome.BatchUnknown("NONE"));
        assertThat(WORLD.read(order)).isEqualTo(order);

        assertThat(WORLD.orders.ship(good)).isInstanceOf(ShipOrderOutcome.Shipped.class);
    }

    @Test
    void an_order_that_is_not_paid_in_time_gives_its_stock_back() {
        var order = WORLD.placed(line(tea, 3));
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 3 committed");

        WORLD.runOut(order);

        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(only(WORLD.read(order)).state()).isEqualTo(MerchantOrderState.CANCELLED);
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 0 committed");
        assertThat(WORLD.events(order)).isEqualTo("OrderPlaced, OrderCancelled");
    }

    @Test
    void late_money_takes_an_order_up_again_while_its_goods_are_there() {
        var order = WORLD.placed(line(tea, 3));
        WORLD.runOut(order);

        assertThat(WORLD.payLate(order)).isTrue();

        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.PAID);
        assertThat(only(WORLD.read(order)).state()).isEqualTo(MerchantOrderState.PAID);
        assertThat(WORLD.stock(tea)).isEqualTo("7 on hand, 0 committed");
        assertThat(WORLD.events(order)).isEqualTo("OrderPlaced, OrderCancelled, OrderPaid");
    }

    @Test
    void late_money_changes_nothing_once_the_goods_are_sold() {
        var order = WORLD.placed(line(tea, 3));
        WORLD.runOut(order);
        WORLD.paid(line(tea, 8));

        assertThat(WORLD.payLate(order)).isFalse();

        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(WORLD.stock(tea)).isEqualTo("2 on hand, 0 committed");
        assertThat(WORLD.events(order)).isEqualTo("OrderPlaced, OrderCancelled");
    }

    @Test
    void a_paid_order_is_never_given_up() {
        var order = WORLD.paid(line(tea, 3));

        WORLD.runOut(order);

        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.PAID);
        assertThat(WORLD.stock(tea)).isEqualTo("7 on hand, 0 committed");
    }

    private static MerchantOrder only(Order order) {
        assertThat(order.parts()).hasSize(1);
        return order.parts().getFirst();
    }

    private static ShipOrder ship(MerchantOrder part, MerchantId merchant, String key) {
        return new ShipOrder(
                merchant,
                part.id(),
                part.version(),
                "SHUNFENG",
                "SF" + part.id().value(),
                List.of(),
                key);
    }
}
