package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.changed;
import static market.cart.CartWorld.done;
import static market.cart.CartWorld.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.cart.MoveCartLines.Shelf;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** Saved for later, buying at once, notes, and where goods were found. */
class PuttingAsideTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId guapian = WORLD.tea(merchant, 12_800);
    private final VariantId huangya = WORLD.tea(merchant, 9_900);

    private static CartOutcome move(Cart cart, Shelf to, CartLineId... lines) {
        return WORLD.carts.moveLines(new MoveCartLines(cart.id(), GUEST, List.of(lines), to));
    }

    @Test
    void a_saved_line_is_priced_but_not_counted_and_comes_back_as_it_was() {
        var cart = WORLD.create(GUEST, line(guapian, 2), line(huangya, 1));
        var first = cart.lines().getFirst();

        var saved = done(move(cart, Shelf.SAVED, first.id()));

        assertThat(saved.cart().saved()).containsExactly(first);
        assertThat(saved.priced().subtotal()).isEqualTo(Money.cny(9_900));
        assertThat(saved.priced().saved().getFirst().price().total()).isEqualTo(Money.cny(25_600));
        var back = done(move(cart, Shelf.CART, first.id()));
        assertThat(back.cart().saved()).isEmpty();
        assertThat(back.cart().lines()).containsExactly(cart.lines().getLast(), first);
        assertThat(back.priced().subtotal()).isEqualTo(Money.cny(35_500));
    }

    @Test
    void a_line_saved_twice_is_summed_and_a_refused_move_changes_nothing() {
        var cart = WORLD.create(GUEST, line(guapian, 2));
        move(cart, Shelf.SAVED, cart.lines().getFirst().id());
        var again = changed(WORLD.add(cart, GUEST, line(guapian, 3)));

        var saved = changed(move(cart, Shelf.SAVED, again.lines().getFirst().id()));

        assertThat(saved.lines()).isEmpty();
        assertThat(saved.saved()).extracting(CartLine::quantity).containsExactly(5L);
        var gone = new CartLineId(UUID.randomUUID());
        assertThat(move(cart, Shelf.CART, saved.saved().getFirst().id(), gone))
                .isEqualTo(new CartOutcome.Refused(List.of(new Fault(1, FaultKind.LINE_NOT_FOUND, null))));
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(saved);
    }

    @Test
    void buying_at_once_leaves_the_own_cart_alone_also_at_sign_in() {
        var shopper = WORLD.shopper();
        var own = WORLD.create(shopper, line(guapian, 2));

        var once = changed(WORLD.carts.create(new CreateCart(
                shopper, Cart.Purpose.BUY_NOW, List.of(line(huangya, 1)), shopper.principal(), CartWorld.key())));
        var guests = changed(WORLD.carts.create(
                new CreateCart(GUEST, Cart.Purpose.BUY_NOW, List.of(line(huangya, 4)), "guest", CartWorld.key())));
        var merged = WORLD.merge(guests, shopper);

        assertThat(once.id()).isNotEqualTo(own.id());
        assertThat(merged.cart()).isEqualTo(own);
        assertThat(WORLD.carts.ofShopper(shopper.id())).contains(own);
        assertThat(WORLD.read(guests, shopper).lines()).isEqualTo(guests.lines());
        assertThat(WORLD.carts.find(guests.id(), GUEST)).isEmpty();
    }

    @Test
    void notes_are_kept_as_they_were_written_and_too_long_ones_are_refused() {
        var script = "<script>alert('茶')</script>";
        var cart = changed(WORLD.carts.create(new CreateCart(
                GUEST, List.of(new CreateCart.NewLine(guapian, 1, null, script)), "guest", CartWorld.key())));

        assertThat(cart.lines().getFirst().note()).isEqualTo(script);
        var noted = changed(WORLD.carts.setNote(new SetCartNote(cart.id(), GUEST, "请开发票")));
        assertThat(noted.note()).isEqualTo("请开发票");
        var tooLong = new CartOutcome.Refused(List.of(new Fault(0, FaultKind.NOTE_TOO_LONG, null)));
        assertThat(WORLD.carts.setNote(new SetCartNote(cart.id(), GUEST, "长".repeat(5_000))))
                .isEqualTo(tooLong);
        assertThat(WORLD.carts.addLines(new AddCartLines(
                        cart.id(),
                        GUEST,
                        List.of(new CreateCart.NewLine(huangya, 1, null, "长".repeat(5_000))),
                        CartWorld.key())))
                .isEqualTo(tooLong);
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(noted);
        assertThat(changed(WORLD.carts.setNote(new SetCartNote(cart.id(), GUEST, null)))
                        .note())
                .isNull();
    }

    @Test
    void a_referral_is_kept_with_its_line_and_a_pavilion_only_if_it_lists_the_goods() {
        var found = new CartLine.Found("not-a-pavilion", "wechat-qianjiang");
        var cart = changed(WORLD.carts.create(new CreateCart(
                GUEST, List.of(new CreateCart.NewLine(guapian, 1, found, null)), "guest", CartWorld.key())));

        var after = changed(WORLD.add(cart, GUEST, line(guapian, 1)));

        assertThat(after.lines().getFirst().found()).isEqualTo(new CartLine.Found(null, "wechat-qianjiang"));
        WORLD.list("tea-pavilion", guapian);
        var seen = new CartLine.Found("tea-pavilion", null);
        var again = WORLD.add(cart, GUEST, new CreateCart.NewLine(guapian, 1, seen, null));
        assertThat(changed(again).lines().getFirst().found()).isEqualTo(seen);
    }

    @Test
    void nobody_buys_more_at_once_than_the_merchant_allows() {
        var rare = WORLD.tea(merchant, 88_800, 3L);
        var cart = WORLD.create(GUEST, line(rare, 3));

        assertThat(WORLD.add(cart, GUEST, line(rare, 1)))
                .isEqualTo(new CartOutcome.Refused(
                        List.of(new Fault(0, FaultKind.INVALID_QUANTITY, new CartOutcome.Allowed(1, 1, 3)))));
        assertThat(WORLD.update(cart, GUEST, cart.lines().getFirst().id(), Long.MAX_VALUE))
                .isInstanceOf(CartOutcome.Refused.class);
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(cart);
        var shopper = WORLD.shopper();
        WORLD.create(shopper, line(rare, 2));
        var merged = WORLD.merge(cart, shopper);
        assertThat(merged.cart().lines()).extracting(CartLine::quantity).containsExactly(3L);
        assertThat(merged.warnings())
                .extracting(CartWarning::code, CartWarning::variant, CartWarning::quantity)
                .containsExactly(tuple(CartWarning.Code.QUANTITY_CUT, rare, 3L));
    }

    @Test
    void what_finds_no_room_in_a_merge_is_named() {
        var shopper = WORLD.shopper();
        var own = WORLD.create(shopper);
        for (var i = 0; i < 4; i++) {
            var lines = IntStream.range(0, 50)
                    .mapToObj(_ -> line(WORLD.tea(merchant, 100), 1))
                    .toArray(CreateCart.NewLine[]::new);
            changed(WORLD.add(own, shopper, lines));
        }
        var guests = WORLD.create(GUEST, line(guapian, 7));

        var merged = WORLD.merge(guests, shopper);

        assertThat(merged.cart().lines())
                .hasSize(200)
                .noneMatch(line -> line.variant().equals(guapian));
        assertThat(merged.warnings())
                .containsExactly(new CartWarning(CartWarning.Code.QUANTITY_CUT, null, guapian, null, null, 0L));
    }
}
