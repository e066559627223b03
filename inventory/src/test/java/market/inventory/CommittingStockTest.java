package market.inventory;

import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** From a hold to an order, and what PostgreSQL refuses whatever Redis says. */
class CommittingStockTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final LocationId shop = WORLD.location(merchant, "shop");

    @Test
    void a_committed_hold_is_promised_to_the_order_and_no_longer_held() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L, shop, 4L));
        var id = WORLD.reservation();
        var allocations = WORLD.held(id, line(tea, 7));

        assertThat(WORLD.commit(id, UUID.randomUUID(), allocations)).isEqualTo(new CommitOutcome.Committed());

        assertThat(WORLD.available(tea)).isEqualTo(2);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
        assertThat(WORLD.redis.commands().zcard(WORLD.epoch(merchant) + ":x")).isZero();
        assertThat(WORLD.events(tea)).containsExactly("9", "2");
        assertThat(WORLD.moved(tea, "committed_delta")).isEqualTo(7);
    }

    @Test
    void a_paid_order_takes_its_pieces_off_the_shelf_once() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        var order = UUID.randomUUID();
        WORLD.commit(id, order, WORLD.held(id, line(tea, 3)));

        WORLD.reservations.markSold(order);
        WORLD.reservations.markSold(order);
        WORLD.reservations.returnCommitted(order);

        var level = WORLD.levels(tea).getFirst();
        assertThat(level.onHand()).isEqualTo(2);
        assertThat(level.committed()).isZero();
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(2);
        assertThat(WORLD.moved(tea, "committed_delta")).isZero();
    }

    @Test
    void an_order_given_up_lets_others_buy_its_pieces_once() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        var order = UUID.randomUUID();
        WORLD.commit(id, order, WORLD.held(id, line(tea, 3)));

        WORLD.reservations.returnCommitted(order);
        WORLD.reservations.returnCommitted(order);
        WORLD.reservations.markSold(order);

        assertThat(WORLD.available(tea)).isEqualTo(5);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
        assertThat(WORLD.events(tea)).containsExactly("5", "2", "5");
    }

    @Test
    void a_paid_order_given_up_puts_its_pieces_back_on_the_shelf_once() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        var order = UUID.randomUUID();
        WORLD.commit(id, order, WORLD.held(id, line(tea, 3)));
        WORLD.reservations.returnSold(order);
        assertThat(WORLD.available(tea)).isEqualTo(2);
        WORLD.reservations.markSold(order);

        WORLD.reservations.returnSold(order);
        WORLD.reservations.returnSold(order);
        WORLD.reservations.markSold(order);
        WORLD.reservations.returnCommitted(order);

        assertThat(WORLD.available(tea)).isEqualTo(5);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(5);
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(5);
        assertThat(WORLD.moved(tea, "committed_delta")).isZero();
        assertThat(WORLD.events(tea)).containsExactly("5", "2", "5");
    }

    @Test
    void a_commit_of_several_rows_changes_all_or_none() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var honey = WORLD.variant(merchant, Map.of(mill, 2L));
        var nowhere = new LocationId(UUID.randomUUID());

        var outcome = WORLD.commit(
                WORLD.reservation(),
                UUID.randomUUID(),
                List.of(new Allocation(tea, mill, 1), new Allocation(honey, mill, 3), new Allocation(tea, nowhere, 1)));

        assertThat(outcome)
                .isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(honey, 3, 2), new ShortLine(tea, 1, 0))));
        assertThat(WORLD.available(tea)).isEqualTo(5);
        assertThat(WORLD.moved(tea, "committed_delta")).isZero();
        assertThat(WORLD.events(tea)).containsExactly("5");
    }

    @Test
    void a_commit_that_rolls_back_leaves_the_hold_alone() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        var allocations = WORLD.held(id, line(tea, 3));

        try {
            WORLD.inTransaction(() -> {
                WORLD.reservations.commit(id, UUID.randomUUID(), "buyer", allocations);
                throw new IllegalStateException("the order could not be written");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("the order could not be written");
        }

        assertThat(WORLD.available(tea)).isEqualTo(5);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
    }

    @Test
    void counters_that_promise_too_much_oversell_nothing() {
        var tea = WORLD.variant(merchant, Map.of(mill, 2L));
        WORLD.held(WORLD.reservation(), line(tea, 1));
        WORLD.redis.commands().hset(WORLD.counters(merchant, tea), mill.value().toString(), "1000");
        var id = WORLD.reservation();

        var allocations = WORLD.held(id, line(tea, 900));

        assertThat(WORLD.commit(id, UUID.randomUUID(), allocations))
                .isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(tea, 900, 2))));
        assertThat(WORLD.available(tea)).isEqualTo(2);
    }

    @Test
    void counters_that_are_no_numbers_are_rebuilt() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        WORLD.held(WORLD.reservation(), line(tea, 1));
        WORLD.redis.commands().hset(WORLD.counters(merchant, tea), mill.value().toString(), "five");

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 2))).isInstanceOf(HoldOutcome.Held.class);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(2);
    }

    @Test
    void a_single_lost_counter_is_rebuilt_without_the_pieces_held() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        WORLD.held(WORLD.reservation(), line(tea, 1));
        WORLD.redis.commands().del(WORLD.counters(merchant, tea));

        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 5)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 5, 4))));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(4);
    }

    @Test
    void a_flushed_redis_is_rebuilt_and_held_pieces_can_still_be_committed() {
        var tea = WORLD.variant(merchant, Map.of(mill, 5L));
        var id = WORLD.reservation();
        var allocations = WORLD.held(id, line(tea, 3));

        WORLD.flushRedis();

        assertThat(WORLD.commit(id, UUID.randomUUID(), allocations)).isEqualTo(new CommitOutcome.Committed());
        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 3)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 3, 2))));
        assertThat(WORLD.hold(WORLD.reservation(), line(tea, 2))).isInstanceOf(HoldOutcome.Held.class);
    }

    @Test
    void the_last_pieces_are_sold_once_when_many_buy_at_the_same_moment() throws Exception {
        var tea = WORLD.variant(merchant, Map.of(mill, 6L, shop, 4L));

        var results = together(64, () -> buy(tea));

        assertThat(results.stream().filter(bought -> bought)).hasSize(10);
        assertThat(WORLD.available(tea)).isZero();
        assertThat(WORLD.holdable(merchant, tea)).isZero();
        assertThat(WORLD.moved(tea, "committed_delta")).isEqualTo(10);
    }

    @Test
    void postgresql_alone_sells_the_last_pieces_once() throws Exception {
        var tea = WORLD.variant(merchant, Map.of(mill, 10L));
        var honey = WORLD.variant(merchant, Map.of(mill, 100L));
        var oneWay = List.of(new Allocation(tea, mill, 1), new Allocation(honey, mill, 1));

        var results = together(
                64,
                () -> WORLD.commit(
                                WORLD.reservation(),
                                UUID.randomUUID(),
                                Math.random() < 0.5 ? oneWay : oneWay.reversed())
                        instanceof CommitOutcome.Committed);

        assertThat(results.stream().filter(bought -> bought)).hasSize(10);
        assertThat(WORLD.available(tea)).isZero();
        assertThat(WORLD.available(honey)).isEqualTo(90);
    }

    @Test
    void redis_flushed_again_and_again_in_the_middle_oversells_nothing() throws Exception {
        var tea = WORLD.variant(merchant, Map.of(mill, 10L));

        var results = together(64, () -> {
            if (Math.random() < 0.2) {
                WORLD.redis.commands().del(WORLD.epoch(merchant), WORLD.counters(merchant, tea));
            }
            return buy(tea);
        });
        var sold = results.stream().filter(bought -> bought).count();

        assertThat(WORLD.available(tea)).isEqualTo(10 - sold);
        WORLD.settled();
        WORLD.clock.moveOn(InventoryWorld.QUARTER_HOUR.plusSeconds(1));
        WORLD.tendHolds.sweep();
        WORLD.tendHolds.reconcile();
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(10 - sold);
    }

    @Test
    void counters_that_are_compared_while_goods_are_sold_are_not_off() throws Exception {
        var tea = WORLD.variant(merchant, Map.of(mill, 3_000L));
        buy(tea);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var selling = executor.submit(() -> together(1_000, () -> buy(tea)));
            while (!selling.isDone()) {
                WORLD.mirror.reconcile(merchant);
            }
            selling.get();
        }

        assertThat(WORLD.drift(merchant)).isZero();
        WORLD.settled();
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(WORLD.available(tea));
    }

    private boolean buy(VariantId variant) {
        var id = WORLD.reservation();
        return switch (WORLD.hold(id, line(variant, 1))) {
            case HoldOutcome.Held held ->
                WORLD.commit(id, UUID.randomUUID(), held.allocations()) instanceof CommitOutcome.Committed;
            case HoldOutcome.NotEnough _,
                    HoldOutcome.TooManyHolds _,
                    HoldOutcome.AboveSaleLimit _,
                    HoldOutcome.KeyReused _,
                    HoldOutcome.TryAgain _ -> false;
        };
    }

    private static List<Boolean> together(int count, Callable<Boolean> deed) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor
                    .invokeAll(IntStream.range(0, count).mapToObj(_ -> deed).toList())
                    .stream()
                    .map(CommittingStockTest::result)
                    .toList();
        }
    }

    private static boolean result(Future<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Line line(VariantId variant, long quantity) {
        return new Line(variant, merchant, quantity);
    }
}
