package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** What a hold promises, gives back and refuses. */
class HoldingStockTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final LocationId shop = WORLD.location(merchant, "shop");

    @Test
    void a_hold_takes_all_pieces_from_the_place_that_fits_best() {
        var tea = WORLD.variant(merchant, Map.of(mill, 50L, shop, 8L));

        assertThat(WORLD.held(WORLD.reservation(), line(tea, 6))).containsExactly(new Allocation(tea, shop, 6));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(52);
        assertThat(WORLD.available(tea)).isEqualTo(58);
    }

    @Test
    void a_hold_is_split_when_no_place_has_all_pieces() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L, shop, 8L));

        assertThat(WORLD.held(WORLD.reservation(), line(tea, 12)))
                .containsExactly(new Allocation(tea, shop, 8), new Allocation(tea, mill, 4));
    }

    @Test
    void lines_of_one_variant_are_added_up() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 3), line(tea, 3)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 6, 5))));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
    }

    @Test
    void all_lines_of_a_merchant_are_held_or_none() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var honey = WORLD.variant(merchant, Map.of(mill, 1L));
        var unknown = new VariantId(WORLD.reservation().value());

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 3), line(honey, 2), line(unknown, 1)))
                .isEqualTo(
                        new HoldOutcome.NotEnough(List.of(new ShortLine(honey, 2, 1), new ShortLine(unknown, 1, 0))));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
    }

    @Test
    void one_merchant_gives_back_what_it_held_when_another_has_too_little() {
        var neighbour = WORLD.merchant();
        var barn = WORLD.location(neighbour, "barn");
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var ham = WORLD.variant(neighbour, Map.of(barn, 1L));

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 5), new Line(ham, neighbour, 2)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(ham, 2, 1))));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
        assertThat(WORLD.holdable(neighbour, ham)).isEqualTo(1);
    }

    @Test
    void a_repeated_hold_is_answered_and_not_repeated() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();

        var first = WORLD.hold(id, line(tea, 3));
        assertThat(WORLD.hold(id, line(tea, 3))).isEqualTo(first);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
    }

    @Test
    void a_released_hold_comes_back_once() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        WORLD.held(id, line(tea, 3));

        WORLD.reservations.release(id, List.of(merchant));
        WORLD.reservations.release(id, List.of(merchant));

        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
    }

    @Test
    void an_expired_hold_comes_back_once_whoever_notices_first() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        WORLD.held(id, line(tea, 5));
        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 1))).isInstanceOf(HoldOutcome.NotEnough.class);

        WORLD.clock.moveOn(QUARTER_HOUR.plusSeconds(1));

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(4);
        WORLD.tendHolds.sweep();
        WORLD.reservations.release(id, List.of(merchant));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(4);
    }

    @Test
    void the_sweeper_gives_back_what_nobody_asks_for() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        WORLD.held(WORLD.reservation(), line(tea, 5));
        WORLD.clock.moveOn(QUARTER_HOUR.plusSeconds(1));

        WORLD.tendHolds.sweep();
        WORLD.tendHolds.sweep();

        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
    }

    @Test
    void one_buyer_cannot_freeze_a_shelf() {
        var tea = WORLD.variant(merchant, Map.of(mill, 100L));
        var last = WORLD.reservation();
        for (var i = 0; i < 19; i++) {
            assertThat(WORLD.hold(WORLD.reservation(), "hoarder", line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        }
        assertThat(WORLD.hold(last, "hoarder", line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);

        assertThat(WORLD.hold(WORLD.reservation(), "hoarder", line(tea, 1)))
                .isEqualTo(new HoldOutcome.TooManyHolds(20));
        assertThat(WORLD.hold(WORLD.reservation(), "another", line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        WORLD.reservations.release(last, List.of(merchant));
        assertThat(WORLD.hold(WORLD.reservation(), "hoarder", line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(79);
    }

    private Line line(VariantId variant, long quantity) {
        return new Line(variant, merchant, quantity);
    }
}
