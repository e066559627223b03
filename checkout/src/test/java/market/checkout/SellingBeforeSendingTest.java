package market.checkout;

import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.line;
import static market.checkout.CheckoutWorld.starting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import market.cart.AddCartLines;
import market.cart.Cart;
import market.cart.CartOutcome;
import market.cart.CartWarning;
import market.catalog.PreSale;
import market.catalog.PreSales;
import market.catalog.Product;
import market.catalog.Products;
import market.catalog.SetPreSale;
import market.catalog.SetPreSaleOutcome;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goods that are sold before they can be sent. */
class SellingBeforeSendingTest {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 4_000, 10);
    private final Clock clock = WORLD.context.getBean(Clock.class);
    private final LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);

    @Test
    void an_order_keeps_the_day_it_was_promised_and_may_be_sent_earlier() {
        var day = today.plusDays(10);
        assertThat(set(new PreSale(day, endOf(day)))).isInstanceOf(SetPreSaleOutcome.Set.class);

        var order = WORLD.paid(line(tea, 2));
        set(null);

        assertThat(WORLD.read(order).parts().getFirst().lines())
                .extracting(OrderLine::shipsFrom)
                .containsExactly(day);
        var part = WORLD.read(order).parts().getFirst();
        assertThat(WORLD.orders.ship(new ShipOrder(
                        merchant,
                        part.id(),
                        part.version(),
                        "SHUNFENG",
                        part.number(),
                        List.of(),
                        CheckoutWorld.key())))
                .isInstanceOf(ShipOrderOutcome.Shipped.class);
        assertThat(WORLD.paid(line(tea, 1)).parts().getFirst().lines())
                .extracting(OrderLine::shipsFrom)
                .containsOnlyNulls();
    }

    @Test
    void what_was_sold_ahead_is_not_sold_after_the_end_until_its_merchant_says_so() {
        var cart = WORLD.cart(GUEST, line(tea, 1));
        set(new PreSale(today.plusDays(3), clock.instant().plusSeconds(1)));
        await().atMost(Duration.ofSeconds(5)).until(() -> codes(cart).equals(List.of(CartWarning.Code.PRE_SALE_ENDED)));

        assertThat(WORLD.checkouts.start(starting(cart, GUEST)))
                .isEqualTo(new CheckoutOutcome.GoodsUnavailable(List.of(tea)));
        assertThat(WORLD.stock(tea)).isEqualTo("10 on hand, 0 committed");
        assertThat(WORLD.carts.addLines(new AddCartLines(cart.id(), GUEST, List.of(line(tea, 1)), CheckoutWorld.key())))
                .isEqualTo(new CartOutcome.Refused(
                        List.of(new CartOutcome.Fault(0, CartOutcome.FaultKind.VARIANT_NOT_FOUND, null))));

        set(null);

        assertThat(codes(cart)).isEmpty();
        assertThat(WORLD.checkouts.start(starting(cart, GUEST))).isInstanceOf(CheckoutOutcome.Done.class);
    }

    @Test
    void days_and_ends_that_cannot_be_kept_are_refused() {
        var before = product();
        var soon = clock.instant().plusSeconds(60);

        assertThat(set(new PreSale(today, soon))).isEqualTo(new SetPreSaleOutcome.InvalidDay());
        assertThat(set(new PreSale(today.plusDays(366), soon))).isEqualTo(new SetPreSaleOutcome.InvalidDay());
        assertThat(set(new PreSale(today.plusDays(5), clock.instant()))).isEqualTo(new SetPreSaleOutcome.InvalidEnd());
        assertThat(set(new PreSale(today.plusDays(5), endOf(today.plusDays(5)).plusMillis(1))))
                .isEqualTo(new SetPreSaleOutcome.InvalidEnd());
        var good = new PreSale(today.plusDays(365), endOf(today.plusDays(365)));
        assertThat(preSales().set(new SetPreSale(WORLD.merchant(), tea, good, before.version())))
                .isEqualTo(new SetPreSaleOutcome.NotFound());
        assertThat(preSales().set(new SetPreSale(merchant, tea, good, before.version() + 1)))
                .isEqualTo(new SetPreSaleOutcome.VersionConflict(before.version()));
        assertThat(product()).isEqualTo(before);

        assertThat(((SetPreSaleOutcome.Set) set(good))
                        .product()
                        .variants()
                        .getFirst()
                        .preSale())
                .isEqualTo(good);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(CHINA).toInstant();
    }

    private static PreSales preSales() {
        return WORLD.context.getBean(PreSales.class);
    }

    private SetPreSaleOutcome set(@Nullable PreSale preSale) {
        return preSales().set(new SetPreSale(merchant, tea, preSale, product().version()));
    }

    private Product product() {
        var products = WORLD.context.getBean(Products.class);
        var offer = products.findOffers(List.of(tea)).get(tea);
        return products.find(Objects.requireNonNull(offer).product().id()).orElseThrow();
    }

    private static List<CartWarning.Code> codes(Cart cart) {
        return WORLD.warnings(cart).stream().map(CartWarning::code).toList();
    }
}
