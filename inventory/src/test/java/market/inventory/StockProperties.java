package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.kernel.MerchantId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever happens in whatever order, no piece is made or lost: what can be held is what is on hand less what is committed
 * and held, levels are the sums of their movements, and nothing falls below zero.
 */
class StockProperties {

    enum Deed {
        HOLD,
        RELEASE,
        EXPIRE,
        COMMIT,
        SELL,
        GIVE_UP,
        RECEIVE,
        LOSE,
        FORGET_COUNTERS,
        RECONCILE
    }

    record Step(Deed deed, int quantity, int pick) {}

    private record Held(ReservationId id, List<Allocation> allocations) {
        long pieces() {
            return allocations.stream().mapToLong(Allocation::quantity).sum();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Deed.class),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 99))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void no_piece_is_made_or_lost(@ForAll("steps") List<Step> steps) {
        var shelf = new Shelf();
        for (var step : steps) {
            shelf.take(step);
            shelf.check();
        }
    }

    /** One variant at two places, and what the test knows about it. */
    private static final class Shelf {
        private final MerchantId merchant = WORLD.merchant();
        private final LocationId mill = WORLD.location(merchant, "mill");
        private final LocationId shop = WORLD.location(merchant, "shop");
        private final VariantId tea = WORLD.variant(merchant, Map.of(mill, 12L, shop, 7L));
        private final List<Held> held = new ArrayList<>();
        private final List<UUID> open = new ArrayList<>();
        private final Map<UUID, Long> committed = new HashMap<>();
        private long onHand = 19;

        private void take(Step step) {
            switch (step.deed) {
                case HOLD -> hold(step.quantity);
                case RELEASE ->
                    pick(held, step).ifPresent(each -> WORLD.reservations.release(each.id, List.of(merchant)));
                case EXPIRE -> {
                    WORLD.clock.moveOn(QUARTER_HOUR.plusSeconds(1));
                    WORLD.tendHolds.sweep();
                    held.clear();
                }
                case COMMIT -> pick(held, step).ifPresent(this::commit);
                case SELL ->
                    pick(open, step).ifPresent(order -> {
                        WORLD.reservations.markSold(order);
                        onHand -= committed.getOrDefault(order, 0L);
                        committed.remove(order);
                    });
                case GIVE_UP ->
                    pick(open, step).ifPresent(order -> {
                        WORLD.reservations.returnCommitted(order);
                        committed.remove(order);
                    });
                case RECEIVE -> adjust(step.quantity, step.pick);
                case LOSE -> adjust(-step.quantity, step.pick);
                case FORGET_COUNTERS -> WORLD.holds.forget(merchant);
                case RECONCILE -> WORLD.mirror.seed(merchant);
            }
            WORLD.settled();
        }

        private void hold(int quantity) {
            var id = WORLD.reservation();
            var left = holdable();
            if (WORLD.hold(id, new Line(tea, merchant, quantity)) instanceof HoldOutcome.Held done) {
                held.add(new Held(id, done.allocations()));
            } else {
                assertThat(left).isLessThan(quantity);
            }
        }

        private void commit(Held each) {
            var order = UUID.randomUUID();
            if (WORLD.commit(each.id, order, each.allocations) instanceof CommitOutcome.Committed) {
                committed.put(order, each.pieces());
                open.add(order);
            } else {
                WORLD.reservations.release(each.id, List.of(merchant));
            }
        }

        private void adjust(long delta, int pick) {
            if (WORLD.adjust(merchant, tea, pick % 2 == 0 ? mill : shop, delta)
                    instanceof AdjustStockOutcome.Adjusted) {
                onHand += delta;
            }
        }

        private static <T> Optional<T> pick(List<T> all, Step step) {
            return all.isEmpty() ? Optional.empty() : Optional.of(all.remove(step.pick % all.size()));
        }

        private long holdable() {
            return WORLD.levels(tea).stream()
                    .mapToLong(level -> Math.max(
                            0,
                            level.available()
                                    - held.stream()
                                            .flatMap(each -> each.allocations.stream())
                                            .filter(part -> part.location().equals(level.location()))
                                            .mapToLong(Allocation::quantity)
                                            .sum()))
                    .sum();
        }

        private void check() {
            var levels = WORLD.levels(tea);
            var promised =
                    committed.values().stream().mapToLong(Long::longValue).sum();
            assertThat(levels).allMatch(level -> level.available() >= 0 && level.committed() >= 0);
            assertThat(levels.stream().mapToLong(StockLevel::onHand).sum()).isEqualTo(onHand);
            assertThat(levels.stream().mapToLong(StockLevel::committed).sum()).isEqualTo(promised);
            assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(onHand);
            assertThat(WORLD.moved(tea, "committed_delta")).isEqualTo(promised);
            assertThat(WORLD.holdable(merchant, tea))
                    .isEqualTo(onHand
                            - promised
                            - held.stream().mapToLong(Held::pieces).sum());
        }
    }
}
