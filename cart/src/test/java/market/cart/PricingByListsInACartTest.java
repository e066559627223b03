package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.changed;
import static market.cart.CartWorld.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import market.cart.CartWarning.Code;
import market.catalog.Audience;
import market.catalog.VariantId;
import market.kernel.Actor;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** Carts are priced by the lists that are for their shopper, and for where the goods were found. */
class PricingByListsInACartTest {

    private static final Audience EVERYBODY = new Audience(null, null, null, null);

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 1_000);

    @Test
    void a_scheduled_price_takes_effect_at_its_moment_and_the_shopper_is_told() {
        var begins = Instant.now().plusMillis(1_200);
        WORLD.listPrice(merchant, tea, EVERYBODY, begins, 900);
        var cart = WORLD.create(GUEST, line(tea, 2));
        var id = cart.lines().getFirst().id();
        var before = WORLD.pricing.show(cart, GUEST);
        if (Instant.now().isBefore(begins)) {
            assertThat(before.subtotal()).isEqualTo(Money.cny(2_000));
            assertThat(before.warnings()).isEmpty();
        }

        await().pollInterval(Duration.ofMillis(20))
                .until(() -> WORLD.pricing.show(cart, GUEST).subtotal().equals(Money.cny(1_800)));

        assertThat(Instant.now()).isAfterOrEqualTo(begins);
        assertThat(WORLD.pricing.price(cart, GUEST).warnings())
                .containsExactly(new CartWarning(Code.PRICE_CHANGED, id, tea, Money.cny(1_000), Money.cny(900), null));
        changed(WORLD.update(cart, GUEST, id, 3));
        assertThat(WORLD.pricing.price(WORLD.read(cart, GUEST), GUEST).warnings())
                .isEmpty();
    }

    @Test
    void a_companys_price_is_in_the_carts_of_its_buyers_only() {
        WORLD.listPrice(merchant, tea, new Audience(null, "六安茶行", null, null), null, 600);
        var phone = WORLD.phone();
        var buyer = WORLD.shoppers.registerTrader(phone, "王掌柜", "六安茶行", "TRADE").actor();
        var colleague = WORLD.shoppers
                .registerTrader(WORLD.phone(), "李掌柜", "六安茶行", "TRADE")
                .actor();
        var rival = WORLD.shoppers
                .registerTrader(WORLD.phone(), "赵掌柜", "金安茶行", "TRADE")
                .actor();

        assertThat(List.of(subtotal(buyer), subtotal(colleague))).containsExactly(Money.cny(12_000), Money.cny(12_000));
        // The variant's own tiers for traders stay theirs.
        assertThat(subtotal(rival)).isEqualTo(Money.cny(18_000));
        assertThat(List.of(subtotal(GUEST), subtotal(WORLD.shopper())))
                .containsExactly(Money.cny(20_000), Money.cny(20_000));
    }

    @Test
    void a_session_knows_the_company_from_the_moment_it_is_registered() {
        WORLD.listPrice(merchant, tea, new Audience(null, "裕安茶行", null, null), null, 700);
        var phone = WORLD.phone();
        WORLD.signIn.requestCode(phone, CartWorld.key());
        var signedIn = (SignInOutcome.SignedIn) WORLD.signIn(phone, code(phone));
        assertThat(subtotal(WORLD.signIn.authenticate(signedIn.token()).orElseThrow()))
                .isEqualTo(Money.cny(20_000));

        WORLD.shoppers.registerTrader(phone, "王掌柜", "裕安茶行", "RETAIL");

        assertThat(WORLD.pricing
                        .price(
                                WORLD.carts.ofShopper(signedIn.shopper().id()).orElseThrow(),
                                WORLD.signIn.authenticate(signedIn.token()).orElseThrow())
                        .subtotal())
                .isEqualTo(Money.cny(14_000));
    }

    @Test
    void a_pavilions_price_is_for_goods_that_were_found_there() {
        WORLD.list("list-pavilion", tea);
        WORLD.listPrice(merchant, tea, new Audience(null, null, null, "list-pavilion"), null, 800);
        var found = new CreateCart.NewLine(tea, 2, new CartLine.Found("list-pavilion", null), null);
        var elsewhere = new CreateCart.NewLine(tea, 2, new CartLine.Found("no-such-pavilion", null), null);

        var cart = WORLD.create(GUEST, found);
        assertThat(WORLD.pricing.price(cart, GUEST).subtotal()).isEqualTo(Money.cny(1_600));
        assertThat(WORLD.pricing.price(cart, GUEST).warnings()).isEmpty();
        assertThat(WORLD.pricing.price(WORLD.create(GUEST, elsewhere), GUEST).subtotal())
                .isEqualTo(Money.cny(2_000));
        var once = changed(WORLD.carts.create(
                new CreateCart(GUEST, Cart.Purpose.BUY_NOW, List.of(found), "guest", CartWorld.key())));
        assertThat(WORLD.pricing.price(once, GUEST).subtotal()).isEqualTo(Money.cny(1_600));
    }

    private static String code(String phone) {
        return WORLD.outbox.list().stream()
                .filter(message -> message.phone().equals(phone))
                .map(DevelopmentOutbox.Message::code)
                .findFirst()
                .orElseThrow();
    }

    private Money subtotal(Actor actor) {
        var cart = WORLD.create(actor, line(tea, 20));
        return WORLD.pricing.price(cart, actor).subtotal();
    }
}
