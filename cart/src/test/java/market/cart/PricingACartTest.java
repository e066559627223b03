package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import market.cart.CartWarning.Code;
import market.cart.PricedCartLine.UnavailableReason;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** What a cart costs now, and what the shopper is told about it. */
class PricingACartTest {

    @Test
    void a_cart_is_summed_by_merchant_and_whole() {
        var one = WORLD.merchant();
        var other = WORLD.merchant();
        var cart = WORLD.create(
                GUEST, line(WORLD.tea(one, 1_250), 2), line(WORLD.tea(other, 999), 3), line(WORLD.tea(one, 10), 1));

        var priced = WORLD.pricing.price(cart, GUEST);

        assertThat(priced.groups())
                .extracting(PricedCart.MerchantGroup::merchant)
                .containsExactly(one, other);
        assertThat(priced.groups())
                .extracting(PricedCart.MerchantGroup::subtotal)
                .containsExactly(Money.cny(2_510), Money.cny(2_997));
        assertThat(priced.subtotal()).isEqualTo(Money.cny(5_507));
        assertThat(priced.warnings()).isEmpty();
    }

    @Test
    void a_changed_price_is_told_until_the_quantity_is_set_again() {
        var merchant = WORLD.merchant();
        var tea = WORLD.tea(merchant, 1_000);
        var cart = WORLD.create(GUEST, line(tea, 2));
        var id = cart.lines().getFirst().id();
        WORLD.setPrice(merchant, tea, 1_100);

        var priced = WORLD.pricing.price(cart, GUEST);

        assertThat(priced.warnings())
                .containsExactly(
                        new CartWarning(Code.PRICE_CHANGED, id, tea, Money.cny(1_000), Money.cny(1_100), null));
        assertThat(priced.subtotal()).isEqualTo(Money.cny(2_200));
        WORLD.update(cart, GUEST, id, 3);
        assertThat(WORLD.pricing.price(WORLD.read(cart, GUEST), GUEST).warnings())
                .isEmpty();
    }

    @Test
    void goods_off_sale_are_shown_and_not_counted() {
        var suspended = WORLD.merchant();
        var merchant = WORLD.merchant();
        var gone = WORLD.tea(merchant, 1_000);
        var cart = WORLD.create(
                GUEST, line(WORLD.tea(suspended, 500), 1), line(gone, 1), line(WORLD.tea(merchant, 300), 1));
        WORLD.suspend(suspended);
        WORLD.withdraw(gone);

        var priced = WORLD.pricing.price(cart, GUEST);

        assertThat(priced.lines())
                .extracting(PricedCartLine::unavailableReason)
                .containsExactly(UnavailableReason.MERCHANT_SUSPENDED, UnavailableReason.WITHDRAWN, null);
        assertThat(priced.warnings())
                .extracting(CartWarning::code)
                .containsExactly(Code.MERCHANT_SUSPENDED, Code.WITHDRAWN);
        assertThat(priced.subtotal()).isEqualTo(Money.cny(300));
        assertThat(priced.groups().getFirst().subtotal()).isEqualTo(Money.cny(0));
    }

    @Test
    void a_trader_pays_by_tier_and_is_told_what_a_guests_cart_lacks() {
        var merchant = WORLD.merchant();
        var few = WORLD.tea(merchant, 1_000);
        var odd = WORLD.tea(merchant, 1_000);
        var many = WORLD.tea(merchant, 1_000);
        var cart = WORLD.create(GUEST, line(few, 5), line(odd, 25), line(many, 100));
        var trader = WORLD.shoppers
                .registerTrader(WORLD.phone(), "王掌柜", "合肥茶行", "TRADE")
                .actor();

        var priced = WORLD.pricing.price(WORLD.merge(cart, trader).cart(), trader);

        assertThat(priced.lines())
                .extracting(line -> line.price().unitPrice())
                .containsExactly(Money.cny(1_000), Money.cny(900), Money.cny(800));
        assertThat(priced.warnings())
                .extracting(CartWarning::code)
                .containsExactly(Code.BELOW_MINIMUM, Code.PRICE_CHANGED, Code.NOT_A_MULTIPLE, Code.PRICE_CHANGED);
    }
}
