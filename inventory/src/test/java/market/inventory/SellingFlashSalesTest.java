package market.inventory;

import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flash sale sells exactly its own pieces, to each buyer no more than its limit, and gives back what is left once. */
class SellingFlashSalesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final VariantId tea = WORLD.variant(merchant, Map.of(mill, 300L));
    private final ProductId product = WORLD.product(tea);

    @AfterEach
    void the_books_balance() {
        assertThat(WORLD.unbalanced(tea)).isZero();
    }

    @Test
    void before_and_after_its_time_free_stock_is_sold_and_nothing_of_the_sale() {
        var sale = sale(Duration.ofMinutes(10), 100, 2);
        assertThat(WORLD.available(tea)).isEqualTo(200);

        assertThat(channels("early", 3)).containsOnlyNulls();
        WORLD.clock.moveOn(Duration.ofMinutes(11));
        WORLD.tendFlashSales.turn();
        assertThat(channels("in time", 2)).containsExactly(sale.channel());
        assertThat(left(sale)).isEqualTo(98);

        WORLD.clock.moveOn(HOUR);
        assertThat(channels("late", 3)).containsOnlyNulls();
        WORLD.tendFlashSales.turn();
        WORLD.settled();
        assertThat(WORLD.available(tea)).isEqualTo(292);
    }

    @Test
    void exactly_its_quantity_is_sold_by_two_copies_and_the_losers_hear_what_is_left() throws Exception {
        var sale = running(100, 1);
        var sold = new AtomicInteger();
        try (var copy = WORLD.copy();
                var threads = Executors.newFixedThreadPool(64)) {
            var attempts = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 400; i++) {
                var world = i % 2 == 0 ? WORLD : copy;
                var buyer = "buyer " + i;
                attempts.add(() -> buys(world, buyer, 1, sold));
            }
            for (var each : threads.invokeAll(attempts)) {
                each.get();
            }
            copy.settled();
        }
        assertThat(sold).hasValue(100);
        assertThat(left(sale)).isZero();
        var level = WORLD.levels(tea).getFirst();
        assertThat(level.committed()).isEqualTo(100);
        assertThat(level.earmarked()).isZero();
        assertThat(WORLD.available(tea)).isEqualTo(200);
        assertThat(hold("too late", 1)).isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 1, 0))));
    }

    @Test
    void one_buyer_never_passes_the_limit_however_many_requests_run_at_once() throws Exception {
        running(100, 3);
        var sold = new AtomicInteger();
        Callable<Boolean> attempt = () -> buys(WORLD, "greedy", 1, sold);
        try (var threads = Executors.newFixedThreadPool(64)) {
            for (var each : threads.invokeAll(
                    IntStream.range(0, 64).mapToObj(_ -> attempt).toList())) {
                each.get();
            }
        }
        WORLD.settled();
        assertThat(sold).hasValue(3);
        assertThat(hold("greedy", 1)).isEqualTo(new HoldOutcome.AboveSaleLimit());
        assertThat(hold("modest", 4)).isEqualTo(new HoldOutcome.AboveSaleLimit());
        assertThat(hold("modest", 3)).isInstanceOf(HoldOutcome.Held.class);
    }

    @Test
    void postgresql_keeps_the_limit_by_itself_and_a_cancelled_order_no_longer_counts() {
        var sale = running(100, 2);
        var two = List.of(new Allocation(tea, mill, 2).from(sale.channel()));
        var order = UUID.randomUUID();

        assertThat(commit(order, two)).isEqualTo(new CommitOutcome.Committed());
        assertThat(commit(UUID.randomUUID(), List.of(new Allocation(tea, mill, 1).from(sale.channel()))))
                .isEqualTo(new CommitOutcome.AboveSaleLimit());
        assertThat(left(sale)).isEqualTo(98);

        WORLD.reservations.returnCommitted(order);
        assertThat(left(sale)).isEqualTo(100);
        assertThat(commit(UUID.randomUUID(), two)).isEqualTo(new CommitOutcome.Committed());
    }

    @Test
    void its_end_gives_the_rest_back_once_when_two_copies_end_it() throws Exception {
        var sale = running(100, 5);
        var id = WORLD.reservation();
        var held = ((HoldOutcome.Held) hold(id, "in time", 4)).allocations();
        var order = UUID.randomUUID();
        assertThat(WORLD.inTransaction(() -> WORLD.reservations.commit(
                        WORLD.reservation(),
                        order,
                        "other",
                        List.of(new Allocation(tea, mill, 5).from(sale.channel())))))
                .isEqualTo(new CommitOutcome.Committed());
        try (var copy = WORLD.copy();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new AtomicInteger();
            var deeds = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Integer>)
                            () -> (i % 2 == 0 ? WORLD : copy).flashDeeds.end(sale.id()) ? ended.incrementAndGet() : 0)
                    .toList();
            for (var each : threads.invokeAll(deeds)) {
                each.get();
            }
            assertThat(ended).hasValue(1);
            copy.settled();
        }
        assertThat(WORLD.available(tea)).isEqualTo(295);
        // An unpaid order gives back to free stock now, and what was held in time is served from there.
        WORLD.reservations.returnCommitted(order);
        assertThat(WORLD.available(tea)).isEqualTo(300);
        assertThat(WORLD.inTransaction(() -> WORLD.reservations.commit(id, UUID.randomUUID(), "in time", held)))
                .isEqualTo(new CommitOutcome.Committed());
        assertThat(WORLD.available(tea)).isEqualTo(296);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(296);
    }

    @Test
    void a_flush_in_the_middle_oversells_nothing_and_the_gate_opens_again_by_what_postgresql_says() throws Exception {
        var sale = running(40, 1);
        var sold = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(16)) {
            var attempts = IntStream.range(0, 200)
                    .mapToObj(i -> (Callable<Boolean>) () -> {
                        if (i == 30) {
                            WORLD.flushRedis();
                        }
                        return buys(WORLD, "flushed " + i, 1, sold);
                    })
                    .toList();
            for (var each : threads.invokeAll(attempts)) {
                each.get();
            }
        }
        for (var i = 0; sold.get() < 40 && i < 100; i++) {
            WORLD.tendFlashSales.refill();
            buys(WORLD, "after " + i, 1, sold);
        }
        assertThat(sold).hasValue(40);
        assertThat(left(sale)).isZero();
        assertThat(WORLD.available(tea)).isEqualTo(260);
        WORLD.flushRedis();
        assertThat(hold("flushed 0", 1)).isNotInstanceOf(HoldOutcome.Held.class);
    }

    @Test
    void one_variant_has_one_sale_at_a_time_and_only_of_what_is_free() {
        assertThat(create(Duration.ZERO, 301, 1)).isEqualTo(new CreateFlashSaleOutcome.NotEnough(300));
        assertThat(WORLD.available(tea)).isEqualTo(300);
        var sale = running(300, 1);
        assertThat(create(Duration.ZERO, 1, 1)).isEqualTo(new CreateFlashSaleOutcome.AlreadyOnSale());

        assertThat(WORLD.flashSales.cancel(WORLD.merchant(), sale.id()))
                .isEqualTo(new CancelFlashSaleOutcome.NotFound());
        assertThat(WORLD.flashSales.cancel(merchant, sale.id())).isInstanceOf(CancelFlashSaleOutcome.Ended.class);
        assertThat(WORLD.flashSales.cancel(merchant, sale.id())).isInstanceOf(CancelFlashSaleOutcome.Ended.class);
        assertThat(WORLD.available(tea)).isEqualTo(300);
    }

    private boolean buys(InventoryWorld world, String buyer, long pieces, AtomicInteger sold) {
        var id = world.reservation();
        var outcome = world.hold(id, buyer, new Line(tea, merchant, pieces));
        for (var i = 0; outcome instanceof HoldOutcome.TryAgain later && i < 20; i++) {
            world.rest(later.after());
            outcome = world.hold(id, buyer, new Line(tea, merchant, pieces));
        }
        if (!(outcome instanceof HoldOutcome.Held held)) {
            return false;
        }
        var isSold =
                world.inTransaction(() -> world.reservations.commit(id, UUID.randomUUID(), buyer, held.allocations()))
                        instanceof CommitOutcome.Committed;
        return isSold && sold.addAndGet((int) pieces) > 0;
    }

    private CommitOutcome commit(UUID order, List<Allocation> allocations) {
        return WORLD.inTransaction(() -> WORLD.reservations.commit(WORLD.reservation(), order, "buyer", allocations));
    }

    private HoldOutcome hold(String buyer, long pieces) {
        return hold(WORLD.reservation(), buyer, pieces);
    }

    private HoldOutcome hold(ReservationId id, String buyer, long pieces) {
        return WORLD.hold(id, buyer, new Line(tea, merchant, pieces));
    }

    private List<@Nullable String> channels(String buyer, long pieces) {
        var id = WORLD.reservation();
        var held = (HoldOutcome.Held) hold(id, buyer, pieces);
        var channels = new ArrayList<@Nullable String>();
        held.allocations().forEach(each -> channels.add(each.channel()));
        assertThat(WORLD.inTransaction(
                        () -> WORLD.reservations.commit(id, UUID.randomUUID(), buyer, held.allocations())))
                .isEqualTo(new CommitOutcome.Committed());
        WORLD.settled();
        return channels;
    }

    private long left(FlashSale sale) {
        return WORLD.flashSales.left(List.of(sale)).getOrDefault(sale.id(), -1L);
    }

    private FlashSale running(long quantity, long limit) {
        var sale = sale(Duration.ofSeconds(-1), quantity, limit);
        WORLD.tendFlashSales.turn();
        WORLD.settled();
        return sale;
    }

    private FlashSale sale(Duration in, long quantity, long limit) {
        return ((CreateFlashSaleOutcome.Created) create(in, quantity, limit)).sale();
    }

    private CreateFlashSaleOutcome create(Duration in, long quantity, long limit) {
        var start = WORLD.clock.instant().plus(in);
        return WORLD.flashSales.create(
                new CreateFlashSale(merchant, product, tea, mill, quantity, limit, start, start.plus(HOUR)));
    }
}
