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
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.cart.Cart;
import market.cart.CartOutcome;
import market.cart.CreateCart;
import market.catalog.Audience;
import market.catalog.ListTier;
import market.catalog.ListedPrice;
import market.catalog.PriceLists;
import market.catalog.PricedLine.PriceStep;
import market.catalog.SetListPrices;
import market.catalog.SetListPricesOutcome;
import market.catalog.SetPriceList;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** A checkout takes the prices of the moment at which it began, and keeps them. */
class FreezingListedPricesTest {

    @Test
    void a_scheduled_price_is_in_checkouts_from_its_moment_on_and_in_none_that_began_before() {
        var merchant = WORLD.merchant();
        var tea = WORLD.tea(merchant, 4_000, 10);
        var begins = now().plusSeconds(2);
        list(merchant, tea, begins, 3_500);
        var early = done(WORLD.checkouts.start(starting(WORLD.cart(GUEST, line(tea, 1)), GUEST)));
        assertThat(Quote.total(early.quote().lines())).isEqualTo(Money.cny(now().isBefore(begins) ? 4_000 : 3_500));

        await().pollInterval(Duration.ofMillis(20)).until(() -> !now().isBefore(begins));

        var late = done(WORLD.checkouts.start(starting(bought(line(tea, 1)), GUEST)));
        assertThat(Quote.total(late.quote().lines())).isEqualTo(Money.cny(3_500));
        var kept = placed(early);
        assertThat(kept.unitPrice()).isEqualTo(Money.cny(4_000));
        var listed = placed(late);
        assertThat(listed.unitPrice()).isEqualTo(Money.cny(3_500));
        assertThat(listed.priceTrace().getFirst()).isEqualTo(new PriceStep("LIST", Money.cny(4_000)));
        assertThat(listed.priceTrace().getLast().rule()).isEqualTo("PRICE_LIST_WINTER_FROM_1");
        assertThat(listed.priceTrace().getLast().unitPrice()).isEqualTo(Money.cny(3_500));
    }

    /** By the clock of the engine, which other tests may have put forward. */
    private static Instant now() {
        return WORLD.context.getBean(Clock.class).instant();
    }

    /** A price list for everybody with one price of one variant, from a moment on. */
    private static void list(MerchantId merchant, VariantId variant, Instant from, long fen) {
        var lists = WORLD.context.getBean(PriceLists.class);
        var by = UUID.randomUUID();
        var everybody = new Audience(null, null, null, null);
        lists.set(new SetPriceList(merchant, by, "WINTER", "冬季价", "CNY", everybody, 0, from, null, 0));
        var tier = new ListTier(1, Money.cny(fen), null, null);
        var row = new SetListPrices.Entry(variant, List.of(new ListedPrice.Version(null, List.of(tier))));
        var made = lists.findByCode(merchant, "WINTER").orElseThrow();
        assertThat(lists.setPrices(new SetListPrices(merchant, by, made.id(), List.of(row), made.version())))
                .isInstanceOf(SetListPricesOutcome.Set.class);
    }

    private static Cart bought(CreateCart.NewLine... lines) {
        var outcome = WORLD.carts.create(
                new CreateCart(GUEST, Cart.Purpose.BUY_NOW, List.of(lines), GUEST.principal(), key()));
        return ((CartOutcome.Changed) outcome).cart();
    }

    private static OrderLine placed(Checkout checkout) {
        var outcome = WORLD.checkouts.place(placing(done(WORLD.checkouts.setDelivery(delivery(checkout, GUEST)))));
        var order = WORLD.read(((PlaceOrderOutcome.Placed) outcome).order());
        return order.parts().getFirst().lines().getFirst();
    }
}
