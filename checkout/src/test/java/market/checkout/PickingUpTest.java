package market.checkout;

import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.delivery;
import static market.checkout.CheckoutWorld.done;
import static market.checkout.CheckoutWorld.line;
import static market.checkout.CheckoutWorld.placing;
import static market.checkout.CheckoutWorld.starting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import market.catalog.VariantId;
import market.inventory.Allocation;
import market.inventory.LocationId;
import market.inventory.Locations;
import market.inventory.RoutingReason;
import market.inventory.SetLocation;
import market.inventory.SetLocationOutcome;
import market.inventory.ShortLine;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Buyers who come for their goods. */
class PickingUpTest {

    private static final String FAR = "650102";

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 4_000, 10);

    @Test
    void what_no_shop_of_a_merchant_sells_can_only_be_sent() {
        var sent = done(WORLD.checkouts.setDelivery(delivery(started(2), GUEST)));

        assertThat(options(sent)).containsExactly("STANDARD");
        assertThat(WORLD.checkouts.setDelivery(fetching(sent, "PICK_UP", null)))
                .isEqualTo(new CheckoutOutcome.DeliveryOptionUnknown("PICK_UP"));
    }

    @Test
    void the_nearest_shop_is_offered_first_and_the_goods_wait_there() {
        WORLD.shop(merchant, "far", FAR);
        var near = WORLD.receive(merchant, tea, "near", CheckoutWorld.COUNTY, 2, "NEAR-" + merchant.value());
        WORLD.shop(merchant, "near", CheckoutWorld.COUNTY);

        var ready = done(WORLD.checkouts.setDelivery(fetching(started(2), "PICK_UP", null)));
        var placed = (PlaceOrderOutcome.Placed) WORLD.checkouts.place(placing(ready));

        assertThat(options(ready)).containsExactly("STANDARD", "PICK_UP");
        assertThat(ready.parts().getFirst().deliveryOptions().getLast().pickUpPlaces())
                .extracting(PickUpPlace::regionCode)
                .containsExactly(CheckoutWorld.COUNTY, FAR);
        assertThat(ready.total()).isEqualTo(Money.cny(8_000));
        assertThat(allocations(ready)).containsExactly(new Allocation(tea, near, 2, null, null, RoutingReason.PICK_UP));
        assertThat(WORLD.read(placed.order()).parts().getFirst().pickUpPlace())
                .isEqualTo(new PickUpPlace(near, new LocalizedText("门市 near", null), CheckoutWorld.COUNTY));
    }

    @Test
    void a_shop_that_has_too_little_refuses_and_the_checkout_stays_as_it_was() {
        var shop = WORLD.receive(merchant, tea, "far", FAR, 1, "FAR-" + merchant.value());
        WORLD.shop(merchant, "far", FAR);
        var started = started(2);

        var outcome = WORLD.checkouts.setDelivery(fetching(started, "PICK_UP", shop));

        assertThat(outcome).isEqualTo(new CheckoutOutcome.OutOfStock(List.of(new ShortLine(tea, 2, 1))));
        assertThat(WORLD.checkouts.find(started.id(), GUEST)).contains(started);
        assertThat(WORLD.checkouts.place(placing(done(WORLD.checkouts.setDelivery(delivery(started, GUEST))))))
                .isInstanceOf(PlaceOrderOutcome.Placed.class);
    }

    @Test
    void goods_that_are_not_sent_to_the_address_can_be_fetched_and_nothing_else() {
        WORLD.receive(merchant, tea, "near", CheckoutWorld.COUNTY, 2, "ONLY-" + merchant.value());
        WORLD.shop(merchant, "near", CheckoutWorld.COUNTY);
        sendTo(FAR);
        var started = started(2);

        var outcome = WORLD.checkouts.setDelivery(delivery(started, GUEST));

        assertThat(outcome).isEqualTo(new CheckoutOutcome.NotDeliverable(List.of(new ShortLine(tea, 2, 0))));
        assertThat(WORLD.checkouts.find(started.id(), GUEST)).contains(started);
        assertThat(WORLD.checkouts.place(
                        placing(done(WORLD.checkouts.setDelivery(fetching(started, "PICK_UP", null))))))
                .isInstanceOf(PlaceOrderOutcome.Placed.class);
    }

    @Test
    void what_one_merchant_does_not_send_moves_nothing_of_another() {
        var other = WORLD.merchant();
        var sold = WORLD.tea(other, 5_000, 10);
        WORLD.receive(other, sold, "near", CheckoutWorld.COUNTY, 5, "MOVED-" + other.value());
        sendTo(FAR);
        var begun = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 2), line(sold, 3)), GUEST)));
        var started = WORLD.checkouts.find(begun.id(), GUEST).orElseThrow();

        assertThat(WORLD.checkouts.setDelivery(delivery(started, GUEST)))
                .isEqualTo(new CheckoutOutcome.NotDeliverable(List.of(new ShortLine(tea, 2, 0))));

        assertThat(WORLD.checkouts.find(started.id(), GUEST)).contains(started);
        sendTo(CheckoutWorld.COUNTY);
        assertThat(WORLD.checkouts.place(placing(done(WORLD.checkouts.setDelivery(delivery(started, GUEST))))))
                .isInstanceOf(PlaceOrderOutcome.Placed.class);
    }

    @Test
    void a_place_that_is_no_shop_of_the_merchant_is_not_offered() {
        WORLD.shop(merchant, "far", FAR);
        var other = WORLD.merchant();
        var foreign = WORLD.shop(other, "other", CheckoutWorld.COUNTY);
        var started = started(1);

        assertThat(WORLD.checkouts.setDelivery(fetching(started, "PICK_UP", foreign)))
                .isEqualTo(new CheckoutOutcome.DeliveryOptionUnknown("PICK_UP"));
        assertThat(WORLD.checkouts.setDelivery(fetching(started, "STANDARD", WORLD.shop(merchant, "far", FAR))))
                .isEqualTo(new CheckoutOutcome.DeliveryOptionUnknown("STANDARD"));
        assertThat(WORLD.checkouts.find(started.id(), GUEST)).contains(started);
    }

    private void sendTo(String region) {
        var locations = WORLD.context.getBean(Locations.class);
        for (var place : locations.ofMerchant(merchant)) {
            assertThat(locations.set(new SetLocation(
                            merchant,
                            place.id(),
                            place.code(),
                            place.name(),
                            place.regionCode(),
                            place.kind(),
                            place.isColdChain(),
                            true,
                            List.of(region))))
                    .isInstanceOf(SetLocationOutcome.Done.class);
        }
    }

    private Checkout started(int pieces) {
        var started = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, pieces)), GUEST)));
        return WORLD.checkouts.find(started.id(), GUEST).orElseThrow();
    }

    private SetDelivery fetching(Checkout checkout, String option, @Nullable LocationId place) {
        var sent = delivery(checkout, GUEST);
        return new SetDelivery(
                sent.checkout(),
                sent.actor(),
                sent.expectedVersion(),
                sent.name(),
                sent.phone(),
                sent.regionCode(),
                sent.line(),
                Map.of(merchant, new SetDelivery.Way(option, place)));
    }

    private static List<String> options(Checkout checkout) {
        return checkout.parts().getFirst().deliveryOptions().stream()
                .map(DeliveryOption::code)
                .toList();
    }

    private static List<Allocation> allocations(Checkout checkout) {
        return checkout.quote().lines().getFirst().allocations();
    }
}
