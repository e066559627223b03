package market.checkout;

import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.delivery;
import static market.checkout.CheckoutWorld.done;
import static market.checkout.CheckoutWorld.key;
import static market.checkout.CheckoutWorld.line;
import static market.checkout.CheckoutWorld.placing;
import static market.checkout.CheckoutWorld.starting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import market.cart.AddCartBundle;
import market.cart.Cart;
import market.cart.CartOutcome;
import market.catalog.Bundle;
import market.catalog.Bundles;
import market.catalog.RemoveBundle;
import market.catalog.SetBundle;
import market.catalog.SetBundleOutcome;
import market.catalog.VariantId;
import market.inventory.Allocation;
import market.inventory.ShortLine;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** Bundles are sold whole, at the price of the moment at which the checkout began. */
class SellingBundlesTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 4_000, 10);
    private final VariantId cup = WORLD.tea(merchant, 3_000, 4);
    private final Bundle picnic = bundle();

    @Test
    void a_bundle_is_sold_at_its_price_beside_the_same_goods_without_it_and_each_line_has_its_pieces() {
        var cart = added(WORLD.cart(GUEST, line(tea, 3)), 2);

        var placed = WORLD.read(WORLD.placed(cart));

        var part = placed.parts().getFirst();
        assertThat(part.lines().stream()
                        .map(each -> each.quantity() + " x " + each.unitPrice().minor()))
                .containsExactly("3 x 4000", "4 x 3500", "2 x 2500");
        assertThat(part.goods()).isEqualTo(Money.cny(12_000 + 14_000 + 5_000));
        assertThat(part.lines().stream().map(OrderLine::bundle)).containsExactly(null, kept(), kept());
        assertThat(part.lines().stream()
                        .map(each -> each.sources().stream()
                                .mapToLong(OrderSource::quantity)
                                .sum()))
                .containsExactly(3L, 4L, 2L);
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 7 committed");
        assertThat(WORLD.stock(cup)).isEqualTo("4 on hand, 2 committed");
        assertThat(WORLD.quantitiesInCart(cart.id())).isEmpty();
    }

    @Test
    void a_bundle_that_ended_before_the_checkout_costs_what_its_goods_cost_and_one_that_ended_after_keeps_its_price() {
        var early = added(WORLD.cart(GUEST), 1);
        var late = added(WORLD.cart(GUEST), 1);
        var started = done(WORLD.checkouts.start(starting(early, GUEST)));

        remove();

        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));
        var kept = ((PlaceOrderOutcome.Placed) WORLD.checkouts.place(placing(ready))).order();
        assertThat(kept.parts().getFirst().goods()).isEqualTo(Money.cny(7_000 + 2_500));
        var ended = WORLD.placed(late);
        assertThat(ended.parts().getFirst().goods()).isEqualTo(Money.cny(8_000 + 3_000));
        assertThat(ended.parts().getFirst().lines()).allMatch(each -> each.bundle() == null);
    }

    @Test
    void stock_is_asked_of_all_lines_of_a_variant_together_and_a_hold_that_ended_is_taken_again() {
        var cart = added(WORLD.cart(GUEST, line(tea, 5)), 3);
        assertThat(WORLD.checkouts.start(starting(cart, GUEST)))
                .isEqualTo(new CheckoutOutcome.OutOfStock(List.of(new ShortLine(tea, 11, 10))));
        WORLD.adjust(merchant, tea, 1);
        var started = done(WORLD.checkouts.start(starting(cart, GUEST)));
        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));
        WORLD.expire(ready);

        var outcome = WORLD.checkouts.place(placing(ready));

        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Placed.class);
        assertThat(WORLD.stock(tea)).isEqualTo("11 on hand, 11 committed");
        WORLD.runOut(((PlaceOrderOutcome.Placed) outcome).order());
        assertThat(WORLD.stock(tea)).isEqualTo("11 on hand, 0 committed");
    }

    @Test
    void a_checkout_whose_bundle_lost_a_line_is_refused_and_changes_nothing() {
        var started = done(WORLD.checkouts.start(starting(added(WORLD.cart(GUEST), 1), GUEST)));
        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));
        WORLD.tear(ready);

        assertThat(WORLD.checkouts.place(placing(ready)))
                .isEqualTo(new PlaceOrderOutcome.Refused(new CheckoutOutcome.BundleIncomplete(List.of(tea))));

        assertThat(WORLD.ordersOf(ready)).isEqualTo("0");
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 0 committed");
        assertThat(WORLD.quantitiesInCart(ready.cart())).containsExactly(2L, 1L);
    }

    @Test
    void what_is_held_is_shared_out_among_lines_and_is_whole_again_when_put_together() {
        var here = WORLD.shop(merchant, "here", CheckoutWorld.COUNTY);
        var there = WORLD.shop(merchant, "there", CheckoutWorld.COUNTY);
        var held = List.of(new Allocation(tea, here, 3), new Allocation(tea, there, 4), new Allocation(cup, here, 1));
        var sharing = new Sharing(held);

        var shares = Stream.of(sharing.take(tea, 2), sharing.take(tea, 2), sharing.take(cup, 1), sharing.take(tea, 3))
                .toList();

        assertThat(shares.get(1)).containsExactly(new Allocation(tea, here, 1), new Allocation(tea, there, 1));
        assertThat(Sharing.together(shares.stream().flatMap(List::stream))).containsExactlyInAnyOrderElementsOf(held);
    }

    private OrderLine.OfBundle kept() {
        return new OrderLine.OfBundle(picnic.id(), picnic.name());
    }

    private Bundle bundle() {
        var parts = List.of(new SetBundle.Part(tea, 2, Money.cny(3_500)), new SetBundle.Part(cup, 1, Money.cny(2_500)));
        var name = new LocalizedText("野餐套餐", "Picnic");
        var outcome = WORLD.context
                .getBean(Bundles.class)
                .set(new SetBundle(merchant, "PICNIC", name, "CNY", parts, null, null, true, 0));
        return ((SetBundleOutcome.Set) outcome).bundle();
    }

    private void remove() {
        WORLD.context.getBean(Bundles.class).remove(new RemoveBundle(merchant, picnic.id(), picnic.version()));
    }

    private Cart added(Cart cart, long quantity) {
        var outcome = WORLD.carts.addBundle(new AddCartBundle(cart.id(), GUEST, picnic.id(), quantity, null, key()));
        assertThat(outcome).isInstanceOf(CartOutcome.Changed.class);
        return ((CartOutcome.Changed) outcome).cart();
    }
}
