package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.changed;
import static market.cart.CartWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** Whose cart it is, and what happens to a guest's cart at sign-in. */
class OwningACartTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId guapian = WORLD.tea(merchant, 12_800);
    private final VariantId huangya = WORLD.tea(merchant, 9_900);

    @Test
    void a_shoppers_cart_is_open_to_that_shopper_only() {
        var shopper = WORLD.shopper();
        var cart = WORLD.create(shopper, line(guapian, 1));

        assertThat(WORLD.carts.find(cart.id(), shopper)).contains(cart);
        assertThat(WORLD.carts.ofShopper(shopper.id())).contains(cart);
        assertThat(WORLD.carts.find(cart.id(), GUEST)).isEmpty();
        assertThat(WORLD.carts.find(cart.id(), WORLD.shopper())).isEmpty();
        assertThat(WORLD.add(cart, GUEST, line(guapian, 1))).isEqualTo(new CartOutcome.NotFound());
        assertThat(WORLD.update(cart, WORLD.shopper(), cart.lines().getFirst().id(), 0))
                .isEqualTo(new CartOutcome.NotFound());
        assertThat(WORLD.carts.merge(cart.id(), WORLD.shopper())).isEmpty();
        assertThat(WORLD.read(cart, shopper)).isEqualTo(cart);
    }

    @Test
    void a_shopper_has_one_cart_however_often_one_is_created() {
        var shopper = WORLD.shopper();
        var first = WORLD.create(shopper, line(guapian, 1));

        var second = WORLD.create(shopper, line(huangya, 2));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.lines()).extracting(CartLine::variant).containsExactly(guapian, huangya);
    }

    @Test
    void a_guests_cart_becomes_the_own_cart_of_a_shopper_without_one() {
        var shopper = WORLD.shopper();
        var cart = WORLD.create(GUEST, line(guapian, 2));

        var merged = WORLD.merge(cart, shopper);

        assertThat(merged.cart().id()).isEqualTo(cart.id());
        assertThat(merged.cart().owner()).isEqualTo(shopper.id());
        assertThat(merged.cart().lines()).isEqualTo(cart.lines());
        assertThat(WORLD.carts.ofShopper(shopper.id())).contains(merged.cart());
        assertThat(WORLD.carts.find(cart.id(), GUEST)).isEmpty();
    }

    @Test
    void two_carts_become_one_and_the_shopper_is_told_what_was_cut() {
        var shopper = WORLD.shopper();
        var own = WORLD.create(shopper, line(guapian, 9_000));
        var guests = WORLD.create(GUEST, line(huangya, 3), line(guapian, 2_000));

        var merged = WORLD.merge(guests, shopper);

        assertThat(merged.cart().id()).isEqualTo(own.id());
        assertThat(merged.cart().lines()).extracting(CartLine::variant).containsExactly(guapian, huangya);
        assertThat(merged.cart().lines()).extracting(CartLine::quantity).containsExactly(9_999L, 3L);
        assertThat(merged.warnings())
                .containsExactly(new CartWarning(
                        CartWarning.Code.QUANTITY_CUT, own.lines().getFirst().id(), guapian, null, null, 9_999L));
        assertThat(WORLD.carts.find(guests.id(), shopper)).isEmpty();
    }

    @Test
    void merging_again_adds_nothing() {
        var shopper = WORLD.shopper();
        WORLD.create(shopper, line(guapian, 1));
        var guests = WORLD.create(GUEST, line(guapian, 1));
        var merged = WORLD.merge(guests, shopper);

        var again = WORLD.merge(guests, shopper);
        var ownCart = WORLD.merge(merged.cart(), shopper);

        assertThat(again.cart()).isEqualTo(merged.cart());
        assertThat(ownCart.cart()).isEqualTo(merged.cart());
    }

    @Test
    void signing_in_without_any_cart_makes_none() {
        var shopper = WORLD.shopper();

        assertThat(WORLD.carts.merge(null, shopper)).isEmpty();
        assertThat(WORLD.carts.ofShopper(shopper.id())).isEmpty();
        assertThat(changed(WORLD.add(WORLD.create(shopper), shopper, line(guapian, 1)))
                        .owner())
                .isEqualTo(shopper.id());
    }
}
