package market.checkout;

import static market.checkout.CheckoutWorld.COUNTY;
import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.delivery;
import static market.checkout.CheckoutWorld.done;
import static market.checkout.CheckoutWorld.line;
import static market.checkout.CheckoutWorld.placing;
import static market.checkout.CheckoutWorld.starting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import market.cart.CreateCart;
import market.catalog.DeliveryKind;
import market.catalog.VariantId;
import market.inventory.Locations;
import market.inventory.SetLocation;
import market.inventory.SetLocationOutcome;
import market.inventory.ShortLine;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** Goods that are done where the buyer is. */
class DoingServicesTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId service = Tickets.goods(merchant, DeliveryKind.SERVICE, 30_000);

    @Test
    void a_service_costs_no_parcel_and_its_code_is_redeemed_when_it_is_done() {
        var ready = done(WORLD.checkouts.setDelivery(delivery(started(line(service, 1)), GUEST)));

        assertThat(ready.parts().getFirst().deliveryOptions())
                .extracting(DeliveryOption::code)
                .containsExactly("SERVICE");
        assertThat(ready.total()).isEqualTo(Money.cny(30_000));
        var order = ((PlaceOrderOutcome.Placed) WORLD.checkouts.place(placing(ready))).order();
        WORLD.pay(order);
        Tickets.redeem(merchant, Tickets.of(order).getFirst());
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void a_service_is_done_only_where_a_place_of_its_merchant_goes() {
        goTo("650102");
        var started = started(line(service, 1));

        assertThat(WORLD.checkouts.setDelivery(delivery(started, GUEST)))
                .isEqualTo(new CheckoutOutcome.NotDeliverable(List.of(new ShortLine(service, 1, 0))));
        assertThat(WORLD.checkouts.find(started.id(), GUEST)).contains(started);

        goTo(COUNTY);
        assertThat(WORLD.checkouts.place(placing(done(WORLD.checkouts.setDelivery(delivery(started, GUEST))))))
                .isInstanceOf(PlaceOrderOutcome.Placed.class);
    }

    @Test
    void a_service_with_goods_is_not_fetched_in_a_shop_and_weighs_nothing() {
        WORLD.shop(merchant, "shop", COUNTY);
        var cheap = Tickets.goods(merchant, DeliveryKind.SERVICE, 1_000);
        var tea = WORLD.tea(merchant, 2_000, 10);

        var started = started(line(tea, 2), line(cheap, 9));

        var options = started.parts().getFirst().deliveryOptions();
        assertThat(options).extracting(DeliveryOption::code).containsExactly("STANDARD");
        assertThat(options.getFirst().price()).isEqualTo(Money.cny(800));
    }

    private static Checkout started(CreateCart.NewLine... lines) {
        var started = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, lines), GUEST)));
        return WORLD.checkouts.find(started.id(), GUEST).orElseThrow();
    }

    private void goTo(String region) {
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
}
