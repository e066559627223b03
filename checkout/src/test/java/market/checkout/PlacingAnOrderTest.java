package market.checkout;

import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.delivery;
import static market.checkout.CheckoutWorld.done;
import static market.checkout.CheckoutWorld.line;
import static market.checkout.CheckoutWorld.placing;
import static market.checkout.CheckoutWorld.starting;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import market.cart.CartLine;
import market.cart.CartWarning;
import market.cart.CreateCart;
import market.catalog.VariantId;
import market.checkout.CheckoutOutcome.CheckoutExpired;
import market.inventory.Allocation;
import market.inventory.RoutingReason;
import market.inventory.ShortLine;
import market.kernel.Actor;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.ShopperId;
import org.junit.jupiter.api.Test;

/** From a cart to an order that waits for its payment. */
class PlacingAnOrderTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 4_000, 10);

    @Test
    void a_cart_of_two_merchants_becomes_one_order_whose_parts_sum_to_its_total() {
        var dear = WORLD.tea(WORLD.merchant(), 19_900, 10);
        var cart = WORLD.cart(GUEST, line(tea, 3), line(dear, 1));
        var started = done(WORLD.checkouts.start(starting(cart, GUEST)));
        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));

        var outcome = WORLD.checkouts.place(placing(ready));

        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Placed.class);
        var order = ((PlaceOrderOutcome.Placed) outcome).order();
        // A parcel of 1.5 kg costs 8 + 3 yuan; from 199 yuan on it is free.
        assertThat(order.parts())
                .extracting(MerchantOrder::goods)
                .containsExactly(Money.cny(12_000), Money.cny(19_900));
        assertThat(order.parts()).extracting(MerchantOrder::delivery).containsExactly(Money.cny(1_100), Money.cny(0));
        assertThat(order.total()).isEqualTo(Money.cny(33_000)).isEqualTo(ready.total());
        assertThat(order.state()).isEqualTo(OrderState.PENDING_PAYMENT);
        assertThat(order.address().regionPath()).isEqualTo("安徽省 六安市 金寨县");
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 3 committed");
        assertThat(WORLD.stock(dear)).isEqualTo("10 on hand, 1 committed");
        assertThat(WORLD.quantitiesInCart(cart.id())).isEmpty();
        assertThat(WORLD.events(order)).isEqualTo("OrderPlaced");
        assertThat(WORLD.read(order).total()).isEqualTo(Money.cny(33_000));
    }

    @Test
    void an_order_keeps_the_place_near_its_address_and_the_batch_that_was_picked() {
        var far = WORLD.receive(merchant, tea, "far", "650102", 3, "FAR-" + merchant.value());
        var near = WORLD.receive(merchant, tea, "main", CheckoutWorld.COUNTY, 4, "NEAR-" + merchant.value());
        var started = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 3)), GUEST)));
        assertThat(allocation(started).location()).isEqualTo(far);
        assertThat(allocation(started).reason()).isNull();

        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));
        var outcome = WORLD.checkouts.place(placing(ready));

        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Placed.class);
        var order = WORLD.read(((PlaceOrderOutcome.Placed) outcome).order());
        var source = order.parts().getFirst().lines().getFirst().sources().getFirst();
        assertThat(source)
                .isEqualTo(new OrderSource(
                        near,
                        3,
                        RoutingReason.SAME_COUNTY,
                        List.of(new OrderSource.Lot("NEAR-" + merchant.value(), LocalDate.of(2099, 1, 1), 3))));
        assertThat(allocation(ready).location()).isEqualTo(source.location());
    }

    private static Allocation allocation(Checkout checkout) {
        return checkout.quote().lines().getFirst().allocations().getFirst();
    }

    @Test
    void what_the_buyer_noted_and_who_sent_them_arrive_on_the_line_of_the_order() {
        var noted = new CreateCart.NewLine(tea, 2, new CartLine.Found(null, "video-7"), "不要打包太紧");
        var plain = line(WORLD.tea(merchant, 5_000, 3), 1);
        var cart = WORLD.cart(GUEST, noted, plain);

        var order = WORLD.read(WORLD.placed(WORLD.noted(cart, "周末送到")));

        var lines = order.parts().getFirst().lines();
        assertThat(lines).extracting(OrderLine::note).containsExactly("不要打包太紧", null);
        assertThat(lines).extracting(OrderLine::found).containsExactly(new CartLine.Found(null, "video-7"), null);
        assertThat(order.parts().getFirst().note()).isEqualTo("周末送到");
    }

    @Test
    void a_cart_is_told_of_what_there_is_too_little_and_keeps_what_was_wished() {
        var cart = WORLD.cart(GUEST, line(tea, 12), line(WORLD.tea(merchant, 5_000, 3), 3));

        var warnings = WORLD.warnings(cart);

        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst().code()).isEqualTo(CartWarning.Code.NOT_ENOUGH_STOCK);
        assertThat(warnings.getFirst().quantity()).isEqualTo(10);
        assertThat(WORLD.quantitiesInCart(cart.id())).containsExactly(12L, 3L);
    }

    @Test
    void starting_again_with_the_same_key_is_the_same_checkout() {
        var start = starting(WORLD.cart(GUEST, line(tea, 7)), GUEST);
        var first = done(WORLD.checkouts.start(start));

        assertThat(done(WORLD.checkouts.start(start)).id()).isEqualTo(first.id());
        assertThat(WORLD.checkouts.start(new StartCheckout(start.cart(), GUEST, 99, start.idempotencyKey())))
                .isEqualTo(new CheckoutOutcome.KeyReused());
    }

    @Test
    void a_new_checkout_of_a_cart_takes_over_what_the_old_one_held() {
        var cart = WORLD.cart(GUEST, line(tea, 7));
        var old = done(WORLD.checkouts.start(starting(cart, GUEST)));

        var young = done(WORLD.checkouts.start(starting(cart, GUEST)));

        assertThat(young.id()).isNotEqualTo(old.id());
        assertThat(WORLD.checkouts.setDelivery(delivery(old, GUEST))).isEqualTo(new CheckoutExpired());
    }

    @Test
    void what_one_buyer_holds_another_cannot_get() {
        WORLD.ready(line(tea, 7));

        var outcome = WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 4)), GUEST));

        assertThat(outcome).isEqualTo(new CheckoutOutcome.OutOfStock(List.of(new ShortLine(tea, 4, 3))));
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 0 committed");
    }

    @Test
    void sixteen_calls_at_once_place_one_order_and_all_are_told_which() throws Exception {
        var ready = WORLD.ready(line(tea, 3));
        Callable<PlaceOrderOutcome> place = () -> WORLD.checkouts.place(placing(ready));

        var placed = new HashSet<OrderId>();
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    buyers.invokeAll(Stream.generate(() -> place).limit(16).toList())) {
                placed.add(orderOf(answer.get()));
            }
        }

        assertThat(placed).hasSize(1);
        assertThat(WORLD.ordersOf(ready)).isEqualTo("1");
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 3 committed");
    }

    private static OrderId orderOf(PlaceOrderOutcome outcome) {
        return switch (outcome) {
            case PlaceOrderOutcome.Placed placed -> placed.order().id();
            case PlaceOrderOutcome.AlreadyPlaced already -> already.order().id();
            case PlaceOrderOutcome.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    @Test
    void goods_that_are_still_there_can_be_ordered_after_their_hold_ended() {
        var ready = WORLD.ready(line(tea, 3));
        WORLD.expire(ready);

        var outcome = WORLD.checkouts.place(placing(ready));

        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Placed.class);
        assertThat(((PlaceOrderOutcome.Placed) outcome).order().total()).isEqualTo(ready.total());
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 3 committed");
        WORLD.ready(line(tea, 7));
    }

    @Test
    void goods_whose_hold_ended_are_held_again_when_the_address_is_set() {
        var started = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 6)), GUEST)));
        WORLD.expire(started);
        var expired = WORLD.checkouts.find(started.id(), GUEST).orElseThrow();

        var ready = done(WORLD.checkouts.setDelivery(delivery(expired, GUEST)));

        assertThat(ready.expiresAt()).isAfter(expired.expiresAt().plusSeconds(60));
        assertThat(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 5)), GUEST)))
                .isEqualTo(new CheckoutOutcome.OutOfStock(List.of(new ShortLine(tea, 5, 4))));
        assertThat(WORLD.checkouts.place(placing(ready))).isInstanceOf(PlaceOrderOutcome.Placed.class);
    }

    @Test
    void goods_that_others_hold_now_are_not_taken_from_them_by_a_hold_that_ended() {
        var late = WORLD.ready(line(tea, 6));
        WORLD.expire(late);
        var young = WORLD.ready(line(tea, 7));

        var tooFew = new CheckoutOutcome.OutOfStock(List.of(new ShortLine(tea, 6, 3)));
        assertRefused(late, placing(late), tooFew);
        assertThat(WORLD.checkouts.setDelivery(delivery(late, GUEST))).isEqualTo(tooFew);
        assertThat(WORLD.checkouts.place(placing(young))).isInstanceOf(PlaceOrderOutcome.Placed.class);
    }

    @Test
    void prices_are_not_kept_for_ever() {
        var ready = WORLD.ready(line(tea, 3));
        WORLD.outdate(ready);
        var old = WORLD.checkouts.find(ready.id(), GUEST).orElseThrow();

        assertRefused(old, placing(old), new CheckoutExpired());
        assertThat(WORLD.checkouts.setDelivery(delivery(old, GUEST))).isEqualTo(new CheckoutExpired());
    }

    @Test
    void goods_lost_since_they_were_held_cannot_be_ordered() {
        var ready = WORLD.ready(line(tea, 5));
        WORLD.adjust(merchant, tea, -7);

        var outcome = WORLD.checkouts.place(placing(ready));

        assertThat(outcome)
                .isEqualTo(new PlaceOrderOutcome.Refused(
                        new CheckoutOutcome.OutOfStock(List.of(new ShortLine(tea, 5, 3)))));
        assertThat(WORLD.ordersOf(ready)).isEqualTo("0");
        assertThat(WORLD.stock(tea)).isEqualTo("3 on hand, 0 committed");
        assertThat(WORLD.quantitiesInCart(ready.cart())).containsExactly(5L);
        assertThat(WORLD.checkouts.find(ready.id(), GUEST)).contains(ready);
    }

    @Test
    void an_order_needs_an_address_and_the_version_its_buyer_saw() {
        var started = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 3)), GUEST)));
        assertRefused(started, placing(started), new CheckoutOutcome.AddressMissing());

        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));
        assertRefused(ready, placing(started), new CheckoutOutcome.VersionConflict(ready.version()));
    }

    @Test
    void a_shoppers_checkout_does_not_exist_for_others() {
        var shopper = new Actor.Shopper(new ShopperId(UUID.randomUUID()), Actor.RETAIL, null);
        var cart = WORLD.cart(shopper, line(tea, 3));
        var started = done(WORLD.checkouts.start(starting(cart, shopper)));
        var ready = done(WORLD.checkouts.setDelivery(delivery(started, shopper)));

        assertRefused(ready, placing(ready), new CheckoutOutcome.CheckoutNotFound());
        assertThat(WORLD.checkouts.find(ready.id(), GUEST)).isEmpty();
        assertThat(WORLD.checkouts.find(ready.id(), shopper)).contains(ready);
    }

    private void assertRefused(Checkout checkout, PlaceOrder command, CheckoutOutcome reason) {
        assertThat(WORLD.checkouts.place(command)).isEqualTo(new PlaceOrderOutcome.Refused(reason));
        assertThat(WORLD.ordersOf(checkout)).isEqualTo("0");
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 0 committed");
    }
}
