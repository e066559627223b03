package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

        var first = WORLD.held(id, line(tea, 3));
        assertThat(WORLD.held(id, line(tea, 1), line(tea, 2))).isEqualTo(first);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
    }

    @Test
    void a_hold_asked_for_again_with_other_lines_or_by_another_buyer_is_refused_and_stays() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var honey = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        WORLD.held(id, line(tea, 3));

        assertThat(WORLD.hold(id, line(tea, 2))).isEqualTo(new HoldOutcome.KeyReused());
        assertThat(WORLD.hold(id, line(tea, 3), line(honey, 1))).isEqualTo(new HoldOutcome.KeyReused());
        assertThat(WORLD.hold(id, "another", line(tea, 3))).isEqualTo(new HoldOutcome.KeyReused());
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
        assertThat(WORLD.holdable(merchant, honey)).isEqualTo(5);
    }

    @Test
    void a_hold_over_two_merchants_whose_engine_died_half_way_comes_back_when_it_expires() {
        var neighbour = WORLD.merchant();
        var barn = WORLD.location(neighbour, "barn");
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var ham = WORLD.variant(neighbour, Map.of(barn, 5L));
        var id = WORLD.reservation();
        // All that the dead engine did: the first of two merchants.
        WORLD.hold(id, "dead", line(tea, 5));

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 1), new Line(ham, neighbour, 1)))
                .isInstanceOf(HoldOutcome.NotEnough.class);
        WORLD.clock.moveOn(QUARTER_HOUR.plusSeconds(1));

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 5), new Line(ham, neighbour, 5)))
                .isInstanceOf(HoldOutcome.Held.class);
    }

    @Test
    void a_hold_is_extended_on_activity_up_to_the_longest_life() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        WORLD.held(id, line(tea, 5));

        for (var quarter = 0; quarter < 5; quarter++) {
            WORLD.clock.moveOn(QUARTER_HOUR.minusMinutes(1));
            WORLD.tendHolds.sweep();
            var expected = quarter < 3 ? QUARTER_HOUR : Duration.ofMinutes(60 - 14L * (quarter + 1));
            if (expected.isPositive()) {
                var extended = WORLD.reservations.extend(id, List.of(merchant), QUARTER_HOUR);
                assertThat(extended).isInstanceOf(ExtendOutcome.Extended.class);
                var until = ((ExtendOutcome.Extended) extended).expiresAt();
                assertThat(Duration.between(WORLD.clock.instant(), until)).isCloseTo(expected, Duration.ofSeconds(5));
                assertThat(WORLD.holdable(merchant, tea)).isZero();
            }
        }

        assertThat(WORLD.reservations.extend(id, List.of(merchant), QUARTER_HOUR))
                .isEqualTo(new ExtendOutcome.Gone());
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
    }

    @Test
    void extending_never_shortens() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        WORLD.held(id, line(tea, 5));

        var extended = WORLD.reservations.extend(id, List.of(merchant), Duration.ofSeconds(1));

        assertThat(((ExtendOutcome.Extended) extended).expiresAt())
                .isAfter(WORLD.clock.instant().plus(QUARTER_HOUR).minusSeconds(10));
    }

    @Test
    void a_clock_set_back_keeps_no_stock_longer_than_the_longest_hold() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        WORLD.holdClock.set(Duration.ofDays(1));
        WORLD.held(WORLD.reservation(), line(tea, 5));

        WORLD.holdClock.set(Duration.ofDays(-1));
        WORLD.tendHolds.sweep();
        assertThat(WORLD.holdable(merchant, tea)).isZero();
        WORLD.clock.moveOn(Duration.ofHours(1).plusSeconds(1));
        WORLD.tendHolds.sweep();

        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
    }

    @Test
    void one_buyer_cannot_hold_too_many_pieces_of_a_variant_or_in_all() {
        var tea = WORLD.variant(merchant, Map.of(mill, 500_000L));
        var honey = WORLD.variant(merchant, Map.of(mill, 500_000L));
        var ham = WORLD.variant(merchant, Map.of(mill, 500_000L));
        var first = WORLD.reservation();

        WORLD.hold(first, "grabber", line(tea, 30_000), line(honey, 50_000));
        assertThat(WORLD.hold(WORLD.reservation(), "grabber", line(tea, 20_001)))
                .isEqualTo(new HoldOutcome.TooManyHolds(HoldOutcome.Cap.PIECES, 100_000));
        assertThat(WORLD.hold(WORLD.reservation(), "grabber", line(honey, 1)))
                .isEqualTo(new HoldOutcome.TooManyHolds(HoldOutcome.Cap.PIECES_OF_VARIANT, 50_000));
        assertThat(WORLD.hold(WORLD.reservation(), "grabber", line(ham, 20_000)))
                .isInstanceOf(HoldOutcome.Held.class);
        WORLD.reservations.release(first, List.of(merchant));
        assertThat(WORLD.hold(WORLD.reservation(), "grabber", line(honey, 50_000)))
                .isInstanceOf(HoldOutcome.Held.class);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(500_000);
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
                .isEqualTo(new HoldOutcome.TooManyHolds(HoldOutcome.Cap.HOLDS, 20));
        assertThat(WORLD.hold(WORLD.reservation(), "another", line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        WORLD.reservations.release(last, List.of(merchant));
        assertThat(WORLD.hold(WORLD.reservation(), "hoarder", line(tea, 1))).isInstanceOf(HoldOutcome.Held.class);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(79);
    }

    private Line line(VariantId variant, long quantity) {
        return new Line(variant, merchant, quantity);
    }
}
