package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.inventory.redis.RedisHolds;
import market.kernel.MerchantId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens in whatever order, no piece is made or lost: what can be held is what is on hand less what is committed
 * and held, levels are the sums of their movements, and nothing falls below zero.
 */
class StockProperties {

    enum Deed {
        HOLD,
        EXTEND,
        RELEASE,
        EXPIRE,
        COMMIT,
        SELL,
        GIVE_UP,
        TAKE_BACK,
        COMMIT_ON_CHANNEL,
        RECEIVE,
        RECEIVE_LOT,
        LOSE,
        COUNT,
        TRANSFER,
        EARMARK,
        UNEARMARK,
        SELL_ON_CHANNEL,
        CLOSE_CHANNEL,
        EXPIRE_LOTS,
        FORGET_COUNTERS,
        COUNT_HOLDS,
        RECONCILE
    }

    record Step(Deed deed, int quantity, int pick) {}

    private record Held(ReservationId id, List<Allocation> allocations) {
        long pieces() {
            return allocations.stream().mapToLong(Allocation::units).sum();
        }
    }

    private record Promise(UUID order, long units, boolean isOnChannel) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Deed.class),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 99))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(50);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void no_piece_is_made_or_lost(@ForAll("steps") List<Step> steps) {
        var shelf = new Shelf();
        for (var step : steps) {
            shelf.take(step);
            shelf.check();
        }
    }

    /** Tins at two places, packs of three of them, a channel, and what the test knows about it all. */
    private static final class Shelf {
        private static final String JD = "jd";
        private static final int PACK = 3;

        private final MerchantId merchant = WORLD.merchant();
        private final LocationId mill = WORLD.location(merchant, "mill");
        private final LocationId shop = WORLD.location(merchant, "shop");
        private final VariantId tin = WORLD.variant(merchant, Map.of(mill, 12L, shop, 7L));
        private final ProductId product = WORLD.product(tin);
        private final VariantId pack = new VariantId(UUID.randomUUID());
        private final List<Held> held = new ArrayList<>();
        private final List<Promise> open = new ArrayList<>();
        private final List<Promise> sold = new ArrayList<>();
        private final UUID counter = UUID.randomUUID();
        private boolean isCounting;
        private long onHand = 19;
        private long earmarked;

        private Shelf() {
            WORLD.ladders.set(new SetLadder(merchant, tin, product, List.of(new SetLadder.Rung(pack, product, PACK))));
        }

        private void take(Step step) {
            switch (step.deed) {
                case HOLD -> hold(step.quantity, step.pick);
                case EXTEND ->
                    held.forEach(each -> WORLD.reservations.extend(
                            each.id, List.of(merchant), QUARTER_HOUR.plusMinutes((step.pick + step.quantity) % 9)));
                case RELEASE ->
                    pick(held, step).ifPresent(each -> WORLD.reservations.release(each.id, List.of(merchant)));
                case EXPIRE -> {
                    WORLD.clock.moveOn(QUARTER_HOUR.plusMinutes(10));
                    WORLD.tendHolds.sweep();
                    held.clear();
                }
                case COMMIT -> pick(held, step).ifPresent(this::commit);
                case COMMIT_ON_CHANNEL -> commitOnChannel(step);
                case SELL ->
                    pick(open, step).ifPresent(promise -> {
                        WORLD.reservations.markSold(promise.order);
                        WORLD.reservations.markSold(promise.order);
                        onHand -= promise.units;
                        sold.add(promise);
                    });
                case TAKE_BACK ->
                    pick(sold, step).ifPresent(promise -> {
                        WORLD.reservations.returnSold(promise.order);
                        WORLD.reservations.returnSold(promise.order);
                        onHand += promise.units;
                    });
                case GIVE_UP ->
                    pick(open, step).ifPresent(promise -> {
                        WORLD.reservations.returnCommitted(promise.order);
                        WORLD.reservations.returnCommitted(promise.order);
                        earmarked += promise.isOnChannel && isChannelOpen() ? promise.units : 0;
                    });
                case RECEIVE -> adjust(tin, step.quantity, step.pick, null);
                case RECEIVE_LOT -> adjust(tin, step.quantity, step.pick, lot(step.pick));
                case LOSE -> adjust(step.pick % 5 == 0 ? pack : tin, -step.quantity, step.pick, null);
                case COUNT, TRANSFER, EARMARK, UNEARMARK, SELL_ON_CHANNEL, CLOSE_CHANNEL, EXPIRE_LOTS ->
                    move(step, place(step.pick));
                case FORGET_COUNTERS -> WORLD.holds.forget(merchant);
                case COUNT_HOLDS -> countNextHold();
                case RECONCILE -> {
                    WORLD.mirror.reconcile(merchant);
                    assertThat(WORLD.drift(merchant)).isZero();
                }
            }
            WORLD.settled();
        }

        private void move(Step step, LocationId place) {
            if (step.deed == Deed.COUNT) {
                var before =
                        WORLD.levels(tin).stream().mapToLong(StockLevel::onHand).sum();
                var counted = new CountStock.Count(tin, product, place, step.quantity, null, null);
                if (isDone(WORLD.inventory.count(new CountStock(merchant, null, List.of(counted))))) {
                    onHand += WORLD.levels(tin).stream()
                                    .mapToLong(StockLevel::onHand)
                                    .sum()
                            - before;
                }
            } else if (step.deed == Deed.TRANSFER) {
                WORLD.inventory.transfer(new TransferStock(
                        merchant,
                        null,
                        List.of(new TransferStock.Transfer(
                                tin, product, place, place.equals(mill) ? shop : mill, step.quantity, null))));
            } else if (step.deed == Deed.EXPIRE_LOTS) {
                WORLD.expireLots.expire();
                onHand = WORLD.moved(tin, "on_hand_delta");
                earmarked = WORLD.moved(tin, "earmarked_delta");
            } else if (step.deed == Deed.SELL_ON_CHANNEL) {
                var line = new SellOnChannel.Line(tin, product, place, step.quantity);
                var sale = new SellOnChannel(merchant, JD, UUID.randomUUID().toString(), List.of(line));
                if (WORLD.earmarks.sell(sale) instanceof ChannelSaleOutcome.Sold) {
                    assertThat(WORLD.earmarks.sell(sale)).isInstanceOf(ChannelSaleOutcome.Repeated.class);
                    onHand -= step.quantity;
                    earmarked -= step.quantity;
                }
            } else if (step.deed == Deed.CLOSE_CHANNEL) {
                WORLD.earmarks.close(merchant, JD, List.of(tin));
                earmarked = 0;
            } else {
                var isMore = step.deed == Deed.EARMARK;
                var moved = new MoveEarmarks.Move(
                        tin, product, place, isMore ? null : JD, isMore ? JD : null, step.quantity);
                if (isDone(WORLD.earmarks.move(new MoveEarmarks(merchant, null, List.of(moved))))) {
                    earmarked += isMore ? step.quantity : -step.quantity;
                }
            }
        }

        private void hold(int quantity, int pick) {
            var id = WORLD.reservation();
            var left = holdable();
            var lines = pick % 3 == 0
                    ? new Line[] {new Line(pack, merchant, 1), new Line(tin, merchant, quantity)}
                    : new Line[] {new Line(tin, merchant, quantity)};
            var units = quantity + (pick % 3 == 0 ? PACK : 0);
            if (WORLD.hold(id, lines) instanceof HoldOutcome.Held done) {
                var taken = new Held(id, done.allocations());
                assertThat(taken.pieces()).isEqualTo(units);
                held.add(taken);
            } else if (lines.length == 1) {
                assertThat(left).isLessThan(quantity);
            }
        }

        /** A count of one hold at a time, while all else goes on between them. */
        private void countNextHold() {
            var state = WORLD.holds.count(merchant, counter, 1, !isCounting);
            isCounting = state == RedisHolds.Counting.UNDER_WAY;
            if (state == RedisHolds.Counting.DONE) {
                for (var key : List.of(":t", ":b")) {
                    assertThat(WORLD.redis.commands().hgetall(WORLD.epoch(merchant) + key + "+"))
                            .isEqualTo(WORLD.redis.commands().hgetall(WORLD.epoch(merchant) + key));
                }
                WORLD.holds.adopt(merchant, counter);
            }
        }

        private void commit(Held each) {
            var order = UUID.randomUUID();
            if (WORLD.commit(each.id, order, each.allocations) instanceof CommitOutcome.Committed) {
                open.add(new Promise(order, each.pieces(), false));
            } else {
                WORLD.reservations.release(each.id, List.of(merchant));
            }
        }

        private void commitOnChannel(Step step) {
            var order = UUID.randomUUID();
            var allocation = new Allocation(tin, place(step.pick), step.quantity).from(JD);
            if (WORLD.commit(WORLD.reservation(), order, List.of(allocation)) instanceof CommitOutcome.Committed) {
                earmarked -= step.quantity;
                open.add(new Promise(order, step.quantity, true));
            }
        }

        /** Whether the channel has taken pieces back; it may have been closed since they were promised. */
        private boolean isChannelOpen() {
            return WORLD.moved(tin, "earmarked_delta") > earmarked;
        }

        private void adjust(VariantId variant, long delta, int pick, @Nullable String lot) {
            var change = new AdjustStock.Change(variant, product, place(pick), delta, null, lot);
            var reason = delta < 0 ? AdjustStock.Reason.LOSS : AdjustStock.Reason.RECEIPT;
            if (isDone(WORLD.inventory.adjust(new AdjustStock(merchant, reason, null, List.of(change))))) {
                onHand += delta * (variant.equals(pack) ? PACK : 1);
            }
        }

        /** Every other lot is over on the day it comes. */
        private String lot(int pick) {
            return WORLD.batch(product, WORLD.today().plusDays(pick % 2 == 0 ? 90 : 1));
        }

        private LocationId place(int pick) {
            return pick % 2 == 0 ? mill : shop;
        }

        private static boolean isDone(AdjustStockOutcome outcome) {
            return outcome instanceof AdjustStockOutcome.Adjusted;
        }

        private static <T> Optional<T> pick(List<T> all, Step step) {
            return all.isEmpty() ? Optional.empty() : Optional.of(all.remove(step.pick % all.size()));
        }

        private long holdable() {
            return WORLD.levels(tin).stream()
                    .mapToLong(level -> Math.max(
                            0,
                            level.available()
                                    - held.stream()
                                            .flatMap(each -> each.allocations.stream())
                                            .filter(part -> part.location().equals(level.location()))
                                            .mapToLong(Allocation::units)
                                            .sum()))
                    .sum();
        }

        private void check() {
            var levels = WORLD.levels(tin);
            var promised = open.stream().mapToLong(Promise::units).sum();
            assertThat(levels).allMatch(level -> level.free() >= 0 && level.committed() >= 0 && level.earmarked() >= 0);
            assertThat(levels.stream().mapToLong(StockLevel::onHand).sum()).isEqualTo(onHand);
            assertThat(levels.stream().mapToLong(StockLevel::committed).sum()).isEqualTo(promised);
            assertThat(levels.stream().mapToLong(StockLevel::earmarked).sum()).isEqualTo(earmarked);
            assertThat(WORLD.unbalanced(tin)).isZero();
            assertThat(WORLD.redis.commands().hvals(WORLD.epoch(merchant) + ":t").stream()
                            .mapToLong(Long::parseLong)
                            .sum())
                    .isEqualTo(held.stream().mapToLong(Held::pieces).sum());
            assertThat(WORLD.holdable(merchant, tin))
                    .isEqualTo(onHand
                            - promised
                            - earmarked
                            - held.stream().mapToLong(Held::pieces).sum());
        }
    }
}
