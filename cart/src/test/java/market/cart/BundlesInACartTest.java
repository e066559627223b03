package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.changed;
import static market.cart.CartWorld.line;
import static market.cart.CartWorld.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import market.cart.CartOutcome.Allowed;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.cart.CartWarning.Code;
import market.cart.UpdateCartLines.NewQuantity;
import market.catalog.Audience;
import market.catalog.Bundle;
import market.catalog.BundleId;
import market.catalog.VariantId;
import market.kernel.Actor;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goods that are bought together are in the cart together: what is done to one line is done to the bundle. */
class BundlesInACartTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 1_000);
    private final VariantId cup = WORLD.tea(merchant, 3_000);
    private final Bundle picnic = WORLD.bundle(merchant, "PICNIC", 0, part(tea, 2, 800), part(cup, 1, 2_500));

    @Test
    void goods_of_a_bundle_are_lines_of_their_own_at_its_prices_and_get_the_sum_when_it_is_added_again() {
        var cart = WORLD.create(GUEST, line(tea, 1));

        var first = changed(WORLD.addBundle(cart, GUEST, picnic.id(), 1));
        var after = changed(WORLD.addBundle(cart, GUEST, picnic.id(), 2));

        assertThat(shown(after)).containsExactly("1 x 1000", "6 x 800", "3 x 2500");
        assertThat(after.lines()).extracting(CartLine::variant).containsExactly(tea, tea, cup);
        assertThat(after.lines())
                .extracting(CartLine::id)
                .isEqualTo(first.lines().stream().map(CartLine::id).toList());
        var priced = WORLD.pricing.price(after, GUEST);
        assertThat(priced.subtotal()).isEqualTo(Money.cny(1_000 + 4_800 + 7_500));
        assertThat(priced.warnings()).isEmpty();
        assertThat(priced.lines().get(1).price().trace().getLast().rule()).isEqualTo("BUNDLE_PICNIC");
        assertThat(shown(changed(WORLD.add(after, GUEST, line(tea, 4)))))
                .containsExactly("5 x 1000", "6 x 800", "3 x 2500");
    }

    @Test
    void a_retry_adds_nothing_and_a_key_is_good_for_one_bundle() {
        var cart = WORLD.create(GUEST);
        var add = new AddCartBundle(cart.id(), GUEST, picnic.id(), 1, null, "key");

        var first = changed(WORLD.carts.addBundle(add));

        assertThat(changed(WORLD.carts.addBundle(add))).isEqualTo(first);
        assertThat(WORLD.carts.addBundle(new AddCartBundle(cart.id(), GUEST, picnic.id(), 2, null, "key")))
                .isEqualTo(new CartOutcome.KeyReused());
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(first);
    }

    @Test
    void what_cannot_be_added_whole_is_refused_with_what_could_be_and_changes_nothing() {
        var few = WORLD.tea(merchant, 500, 5L);
        var limited = WORLD.bundle(merchant, "LIMITED", 0, part(few, 2, 400), part(tea, 1, 900));
        var gone = WORLD.tea(merchant, 500);
        var halved = WORLD.bundle(merchant, "HALVED", 0, part(gone, 1, 400), part(tea, 1, 900));
        WORLD.withdraw(gone);
        var cart = WORLD.create(GUEST, line(few, 1));

        assertThat(WORLD.addBundle(cart, GUEST, limited.id(), 3))
                .isEqualTo(refused(FaultKind.INVALID_QUANTITY, new Allowed(1, 1, 2)));
        assertThat(WORLD.addBundle(cart, GUEST, limited.id(), 0))
                .isEqualTo(refused(FaultKind.INVALID_QUANTITY, new Allowed(1, 1, 2)));
        assertThat(WORLD.addBundle(cart, GUEST, halved.id(), 1)).isEqualTo(refused(FaultKind.BUNDLE_NOT_FOUND, null));
        assertThat(WORLD.addBundle(cart, GUEST, new BundleId(UUID.randomUUID()), 1))
                .isEqualTo(refused(FaultKind.BUNDLE_NOT_FOUND, null));
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(cart);
        var filled = changed(WORLD.addBundle(cart, GUEST, limited.id(), 2));
        assertThat(WORLD.add(cart, GUEST, line(few, 1)))
                .isEqualTo(refused(FaultKind.INVALID_QUANTITY, new Allowed(1, 1, 1)));
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(filled);
    }

    @Test
    void whatever_is_done_to_one_line_of_a_bundle_is_done_to_all_of_them() {
        var cart = changed(WORLD.addBundle(WORLD.create(GUEST, line(cup, 1)), GUEST, picnic.id(), 2));
        var teas = cart.lines().get(1).id();
        var cups = cart.lines().get(2).id();

        assertThat(WORLD.update(cart, GUEST, teas, 5))
                .isEqualTo(refused(FaultKind.INVALID_QUANTITY, new Allowed(2, 2, 9_998)));
        var torn = List.of(new NewQuantity(teas, 6), new NewQuantity(cups, 2));
        assertThat(WORLD.carts.updateLines(new UpdateCartLines(cart.id(), GUEST, null, torn)))
                .isEqualTo(new CartOutcome.Refused(
                        List.of(new Fault(1, FaultKind.INVALID_QUANTITY, new Allowed(1, 1, 4_999)))));
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(cart);

        assertThat(shown(changed(WORLD.update(cart, GUEST, cups, 3))))
                .containsExactly("1 x 3000", "6 x 800", "3 x 2500");
        var saved = changed(WORLD.carts.moveLines(
                new MoveCartLines(cart.id(), GUEST, List.of(cups, teas), MoveCartLines.Shelf.SAVED)));
        assertThat(shown(saved)).containsExactly("1 x 3000");
        assertThat(saved.saved()).extracting(CartLine::quantity).containsExactly(6L, 3L);
        var back = changed(
                WORLD.carts.moveLines(new MoveCartLines(cart.id(), GUEST, List.of(teas), MoveCartLines.Shelf.CART)));
        assertThat(shown(back)).containsExactly("1 x 3000", "6 x 800", "3 x 2500");
        assertThat(shown(changed(WORLD.update(cart, GUEST, teas, 0)))).containsExactly("1 x 3000");
    }

    @Test
    void nobody_pays_more_in_a_bundle_than_without_it() {
        WORLD.listPrice(merchant, tea, new Audience(null, null, null, null), null, 700);
        var cart = changed(WORLD.addBundle(WORLD.create(GUEST), GUEST, picnic.id(), 1));

        assertThat(shown(cart)).containsExactly("2 x 700", "1 x 2500");

        var trader = WORLD.shoppers
                .registerTrader(WORLD.phone(), "王掌柜", "合肥茶行", "TRADE")
                .actor();
        var dear = WORLD.bundle(merchant, "DEAR", 0, part(tea, 10, 1_000), part(cup, 10, 2_950));
        var own = WORLD.create(trader);
        assertThat(WORLD.addBundle(own, trader, dear.id(), 1))
                .isEqualTo(refused(FaultKind.INVALID_QUANTITY, new Allowed(2, 1, 999)));
        assertThat(shown(changed(WORLD.addBundle(own, trader, dear.id(), 2)), trader))
                .containsExactly("20 x 900", "20 x 2700");
    }

    @Test
    void a_bundle_that_ended_or_changed_costs_what_its_goods_cost_and_the_shopper_is_told() {
        var cart = changed(WORLD.addBundle(WORLD.create(GUEST), GUEST, picnic.id(), 1));
        var other = WORLD.tea(merchant, 2_000);
        var made = WORLD.bundle(merchant, "PICNIC", 1, part(tea, 1, 800), part(other, 1, 1_500));

        assertThat(codes(cart))
                .containsExactly(Code.BUNDLE_CHANGED, Code.PRICE_CHANGED, Code.BUNDLE_CHANGED, Code.PRICE_CHANGED);
        assertThat(shown(cart)).containsExactly("2 x 1000", "1 x 3000");
        var renewed = changed(WORLD.addBundle(cart, GUEST, made.id(), 1));
        assertThat(shown(renewed)).containsExactly("2 x 800", "2 x 1500");
        assertThat(codes(renewed)).isEmpty();

        WORLD.withdraw(other);
        assertThat(codes(renewed)).containsExactly(Code.BUNDLE_ENDED, Code.PRICE_CHANGED, Code.WITHDRAWN);
        WORLD.removeBundle(made);
        assertThat(shown(renewed)).containsExactly("2 x 1000", "2 x 2000");
        assertThat(WORLD.addBundle(renewed, GUEST, made.id(), 1)).isEqualTo(refused(FaultKind.BUNDLE_NOT_FOUND, null));
        assertThat(changed(WORLD.update(
                                renewed, GUEST, renewed.lines().getLast().id(), 0))
                        .lines())
                .isEmpty();
    }

    @Test
    void carts_that_are_merged_and_cleared_keep_bundles_whole() {
        var shopper = WORLD.shopper();
        var own = changed(WORLD.addBundle(WORLD.create(shopper), shopper, picnic.id(), 4_998));
        var guests = changed(WORLD.addBundle(WORLD.create(GUEST, line(tea, 1)), GUEST, picnic.id(), 3));

        var merged = WORLD.merge(guests, shopper);

        assertThat(merged.cart().lines()).extracting(CartLine::quantity).containsExactly(9_998L, 4_999L, 1L);
        assertThat(merged.warnings())
                .extracting(CartWarning::code)
                .containsExactly(Code.QUANTITY_CUT, Code.QUANTITY_CUT);
        WORLD.carts.removeLines(own.id(), Set.of(own.lines().getFirst().id()));
        assertThat(WORLD.read(own, shopper).lines())
                .extracting(CartLine::quantity)
                .containsExactly(1L);
    }

    @Test
    void two_tabs_at_two_copies_never_tear_a_bundle() throws Exception {
        var cart = changed(WORLD.addBundle(WORLD.create(GUEST), GUEST, picnic.id(), 1));
        var seed = new Random().nextLong();
        var sizes = new ArrayList<Integer>();
        try (var elsewhere = WORLD.copy();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tabs = List.of(
                    () -> tab(WORLD.carts, cart, new Random(seed)),
                    () -> tab(elsewhere.getBean(Carts.class), cart, new Random(seed + 1)));
            for (var tab : executor.invokeAll(tabs)) {
                sizes.add(tab.get());
            }
        }

        assertThat(sizes).as("seed " + seed).allMatch(changes -> changes > 0);
        assertThat(WORLD.read(cart, GUEST).version())
                .isEqualTo(cart.version()
                        + sizes.stream().mapToInt(Integer::intValue).sum());
    }

    /** Random deeds; after each the whole cart is looked at. */
    private int tab(Carts carts, Cart opened, Random random) {
        var changes = 0;
        for (var i = 0; i < 150; i++) {
            var seen = carts.find(opened.id(), GUEST).orElseThrow();
            for (var list : List.of(seen.lines(), seen.saved())) {
                var lines = BundleLines.of(picnic.id(), list);
                assertThat(lines.isEmpty() || (lines.isInProportion() && lines.isMadeAs(picnic)))
                        .as("%s", lines)
                        .isTrue();
            }
            changes += act(carts, seen, random) instanceof CartOutcome.Changed ? 1 : 0;
        }
        return changes;
    }

    private CartOutcome act(Carts carts, Cart seen, Random random) {
        var kind = random.nextInt(5);
        var from = kind == 4 ? seen.saved() : seen.lines();
        if (kind < 2 || from.isEmpty()) {
            return carts.addBundle(
                    new AddCartBundle(seen.id(), GUEST, picnic.id(), 1 + random.nextInt(3), null, CartWorld.key()));
        }
        var line = from.get(random.nextInt(from.size())).id();
        return switch (kind) {
            case 2 ->
                carts.updateLines(new UpdateCartLines(
                        seen.id(), GUEST, null, List.of(new NewQuantity(line, 2L * random.nextInt(4)))));
            case 3 -> carts.moveLines(new MoveCartLines(seen.id(), GUEST, List.of(line), MoveCartLines.Shelf.SAVED));
            default -> carts.moveLines(new MoveCartLines(seen.id(), GUEST, List.of(line), MoveCartLines.Shelf.CART));
        };
    }

    private static CartOutcome refused(FaultKind kind, @Nullable Allowed allowed) {
        return new CartOutcome.Refused(List.of(new Fault(0, kind, allowed)));
    }

    private static List<String> shown(Cart cart) {
        return shown(cart, GUEST);
    }

    private static List<String> shown(Cart cart, Actor actor) {
        return WORLD.pricing.price(cart, actor).lines().stream()
                .map(line -> line.line().quantity() + " x "
                        + line.price().unitPrice().minor())
                .toList();
    }

    private static List<Code> codes(Cart cart) {
        return WORLD.pricing.price(cart, GUEST).warnings().stream()
                .map(CartWarning::code)
                .toList();
    }
}
