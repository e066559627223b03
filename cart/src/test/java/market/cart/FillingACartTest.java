package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.changed;
import static market.cart.CartWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import market.cart.CartOutcome.Allowed;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** Adding, changing and taking out; retries and twins. */
class FillingACartTest {

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId guapian = WORLD.tea(merchant, 12_800);
    private final VariantId huangya = WORLD.tea(merchant, 9_900);

    @Test
    void a_variant_added_twice_is_one_line_with_the_sum() {
        var cart = WORLD.create(GUEST, line(guapian, 2));

        var after = changed(WORLD.add(cart, GUEST, line(huangya, 1), line(guapian, 3)));

        assertThat(after.version()).isEqualTo(2);
        assertThat(after.lines()).extracting(CartLine::variant).containsExactly(guapian, huangya);
        assertThat(after.lines()).extracting(CartLine::quantity).containsExactly(5L, 1L);
        assertThat(after.lines().getFirst().id())
                .isEqualTo(cart.lines().getFirst().id());
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(after);
    }

    @Test
    void a_refused_addition_names_each_fault_and_changes_nothing() {
        var cart = WORLD.create(GUEST, line(guapian, 9_990));
        var unknown = new VariantId(UUID.randomUUID());
        var withdrawn = WORLD.tea(merchant, 100);
        WORLD.withdraw(withdrawn);

        var outcome = WORLD.add(
                cart,
                GUEST,
                line(unknown, 1),
                line(guapian, 10),
                line(huangya, 0),
                line(withdrawn, 1),
                line(huangya, 1));

        assertThat(outcome)
                .isEqualTo(new CartOutcome.Refused(List.of(
                        new Fault(0, FaultKind.VARIANT_NOT_FOUND, null),
                        new Fault(1, FaultKind.INVALID_QUANTITY, new Allowed(1, 1, 9_999)),
                        new Fault(2, FaultKind.INVALID_QUANTITY, new Allowed(1, 1, 9_999)),
                        new Fault(3, FaultKind.VARIANT_NOT_FOUND, null))));
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(cart);
    }

    @Test
    void traders_buy_whole_steps_from_their_minimum() {
        var trader = WORLD.shoppers
                .registerTrader(WORLD.phone(), "王掌柜", "合肥茶行", "TRADE")
                .actor();
        var cart = WORLD.create(trader, line(guapian, 30));

        assertThat(WORLD.add(cart, trader, line(guapian, 5)))
                .isEqualTo(new CartOutcome.Refused(
                        List.of(new Fault(0, FaultKind.INVALID_QUANTITY, new Allowed(20, 10, 9_990)))));
        assertThat(changed(WORLD.add(cart, trader, line(guapian, 10)))
                        .lines()
                        .getFirst()
                        .quantity())
                .isEqualTo(40);
    }

    @Test
    void a_suspended_merchants_goods_cannot_be_added() {
        var other = WORLD.merchant();
        var honey = WORLD.tea(other, 5_000);
        WORLD.suspend(other);

        assertThat(WORLD.carts.create(new CreateCart(GUEST, List.of(line(honey, 1)), "guest", CartWorld.key())))
                .isEqualTo(new CartOutcome.Refused(List.of(new Fault(0, FaultKind.VARIANT_NOT_FOUND, null))));
    }

    @Test
    void zero_takes_a_line_out_and_an_old_version_is_refused() {
        var cart = WORLD.create(GUEST, line(guapian, 2), line(huangya, 1));
        var first = cart.lines().getFirst().id();

        var after = changed(WORLD.update(cart, GUEST, first, 0));

        assertThat(after.lines()).extracting(CartLine::variant).containsExactly(huangya);
        assertThat(WORLD.update(cart, GUEST, first, 4))
                .isEqualTo(new CartOutcome.Refused(List.of(new Fault(0, FaultKind.LINE_NOT_FOUND, null))));
        assertThat(WORLD.carts.updateLines(new UpdateCartLines(
                        cart.id(),
                        GUEST,
                        1,
                        List.of(new UpdateCartLines.NewQuantity(
                                after.lines().getFirst().id(), 7)))))
                .isEqualTo(new CartOutcome.VersionConflict(2));
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(after);
    }

    @Test
    void a_retry_adds_nothing_and_a_key_is_good_for_one_input() {
        var cart = WORLD.create(GUEST);
        var add = new AddCartLines(cart.id(), GUEST, List.of(line(guapian, 2)), "key");

        var first = changed(WORLD.carts.addLines(add));

        assertThat(changed(WORLD.carts.addLines(add))).isEqualTo(first);
        assertThat(WORLD.carts.addLines(new AddCartLines(cart.id(), GUEST, List.of(line(guapian, 3)), "key")))
                .isEqualTo(new CartOutcome.KeyReused());
        assertThat(WORLD.read(cart, GUEST)).isEqualTo(first);
    }

    @Test
    void a_cart_created_twice_with_one_key_is_one_cart() {
        var create = new CreateCart(GUEST, List.of(line(guapian, 2)), "guest here", CartWorld.key());

        var first = changed(WORLD.carts.create(create));

        assertThat(changed(WORLD.carts.create(create))).isEqualTo(first);
        assertThat(WORLD.carts.create(
                        new CreateCart(GUEST, List.of(line(guapian, 3)), "guest here", create.idempotencyKey())))
                .isEqualTo(new CartOutcome.KeyReused());
        var elsewhere = new CreateCart(GUEST, create.lines(), "guest there", create.idempotencyKey());
        assertThat(changed(WORLD.carts.create(elsewhere)).id()).isNotEqualTo(first.id());
    }

    @Test
    void a_cart_takes_two_hundred_lines() {
        var cart = WORLD.create(GUEST);
        for (var i = 0; i < 200; i++) {
            changed(WORLD.add(cart, GUEST, line(WORLD.tea(merchant, 100), 1)));
        }

        assertThat(WORLD.add(cart, GUEST, line(guapian, 1)))
                .isEqualTo(new CartOutcome.Refused(List.of(new Fault(0, FaultKind.TOO_MANY_LINES, null))));
        assertThat(WORLD.read(cart, GUEST).lines()).hasSize(200);
    }

    @Test
    void nothing_is_lost_when_many_tabs_add_at_the_same_moment() throws Exception {
        var cart = WORLD.create(GUEST, line(guapian, 1));
        var tabs = new ArrayList<Callable<CartOutcome>>();
        for (var i = 0; i < 32; i++) {
            tabs.add(() -> WORLD.add(cart, GUEST, line(guapian, 2)));
        }

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : executor.invokeAll(tabs)) {
                changed(outcome.get());
            }
        }

        var after = WORLD.read(cart, GUEST);
        assertThat(after.lines()).hasSize(1);
        assertThat(after.lines().getFirst().quantity()).isEqualTo(65);
        assertThat(after.version()).isEqualTo(33);
    }

    @Test
    void only_what_was_ordered_leaves_the_cart() {
        var cart = WORLD.create(GUEST, line(guapian, 2), line(huangya, 1));
        var gone = new CartLineId(UUID.randomUUID());

        WORLD.carts.removeLines(cart.id(), Set.of(cart.lines().getFirst().id(), gone));
        WORLD.carts.removeLines(cart.id(), new HashSet<>(List.of(gone)));

        var after = WORLD.read(cart, GUEST);
        assertThat(after.lines()).extracting(CartLine::variant).containsExactly(huangya);
        assertThat(after.version()).isEqualTo(2);
    }
}
