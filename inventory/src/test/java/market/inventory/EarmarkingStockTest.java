package market.inventory;

import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.AdjustStockOutcome.Fault;
import market.inventory.AdjustStockOutcome.FaultKind;
import market.inventory.HoldStock.Line;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is set aside for a channel is sold by that channel and by nobody else. */
class EarmarkingStockTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final VariantId tea = WORLD.variant(merchant, Map.of(mill, 10L));
    private final ProductId product = WORLD.levels(tea).getFirst().product();

    @AfterEach
    void the_books_balance() {
        assertThat(WORLD.unbalanced(tea)).isZero();
    }

    @Test
    void own_sales_never_take_what_is_set_aside() {
        assertThat(move(null, "taobao", 7)).isInstanceOf(AdjustStockOutcome.Adjusted.class);

        assertThat(WORLD.available(tea)).isEqualTo(3);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(3);
        assertThat(WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 4))))
                .isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(tea, 4, 3))));
        assertThat(WORLD.events(tea)).containsExactly("10", "3");
    }

    @Test
    void pieces_go_from_channel_to_channel_and_back_or_nothing_moves() {
        move(null, "taobao", 7);

        assertThat(move("taobao", "jd", 5)).isInstanceOf(AdjustStockOutcome.Adjusted.class);
        assertThat(move("taobao", null, 3))
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(new Fault(0, FaultKind.INSUFFICIENT, 10))));
        assertThat(move(null, "jd", 4))
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(new Fault(0, FaultKind.INSUFFICIENT, 10))));
        assertThat(WORLD.earmarks.ofPools(List.of(tea)).get(tea))
                .isEqualTo(List.of(new Earmark(tea, mill, "jd", 5), new Earmark(tea, mill, "taobao", 2)));
        assertThat(move("jd", null, 5)).isInstanceOf(AdjustStockOutcome.Adjusted.class);
        assertThat(WORLD.available(tea)).isEqualTo(8);
    }

    @Test
    void a_sale_on_a_channel_is_booked_once_by_its_reference() {
        move(null, "taobao", 7);

        assertThat(sell("taobao", "TB-1", 2)).isInstanceOf(ChannelSaleOutcome.Sold.class);
        assertThat(sell("taobao", "TB-1", 2)).isInstanceOf(ChannelSaleOutcome.Repeated.class);
        assertThat(sell("taobao", "TB-1", 3)).isEqualTo(new ChannelSaleOutcome.ReferenceReused());
        assertThat(sell("taobao", "TB-2", 6))
                .isEqualTo(new ChannelSaleOutcome.Refused(List.of(new Fault(0, FaultKind.INSUFFICIENT, 8))));
        assertThat(sell("taobao", "TB-2", 5)).isInstanceOf(ChannelSaleOutcome.Sold.class);

        var level = WORLD.levels(tea).getFirst();
        assertThat(level.onHand()).isEqualTo(3);
        assertThat(level.earmarked()).isZero();
        assertThat(WORLD.available(tea)).isEqualTo(3);
    }

    @Test
    void an_order_takes_from_its_own_channel_and_gives_back_to_it() {
        move(null, "flash", 4);
        var order = UUID.randomUUID();
        var flash = List.of(new Allocation(tea, mill, 3).from("flash"));

        assertThat(WORLD.commit(WORLD.reservation(), order, flash)).isEqualTo(new CommitOutcome.Committed());
        assertThat(WORLD.commit(WORLD.reservation(), UUID.randomUUID(), flash))
                .isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(tea, 3, 1))));
        assertThat(WORLD.available(tea)).isEqualTo(6);

        WORLD.reservations.returnCommitted(order);
        assertThat(WORLD.earmarks.ofPools(List.of(tea)).get(tea))
                .isEqualTo(List.of(new Earmark(tea, mill, "flash", 4)));
        assertThat(WORLD.available(tea)).isEqualTo(6);
    }

    @Test
    void one_order_takes_from_two_pools_all_or_nothing() {
        move(null, "flash", 4);

        var refused = WORLD.commit(
                WORLD.reservation(),
                UUID.randomUUID(),
                List.of(new Allocation(tea, mill, 7), new Allocation(tea, mill, 2).from("flash")));
        assertThat(refused).isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(tea, 7, 6))));
        assertThat(WORLD.levels(tea).getFirst().committed()).isZero();

        var order = UUID.randomUUID();
        assertThat(WORLD.commit(
                        WORLD.reservation(),
                        order,
                        List.of(new Allocation(tea, mill, 6), new Allocation(tea, mill, 2).from("flash"))))
                .isEqualTo(new CommitOutcome.Committed());
        WORLD.reservations.markSold(order);
        var level = WORLD.levels(tea).getFirst();
        assertThat(level.onHand()).isEqualTo(2);
        assertThat(level.earmarked()).isEqualTo(2);
    }

    @Test
    void what_a_closed_channel_has_left_becomes_free_once_and_unpaid_orders_give_back_to_free_stock() {
        move(null, "flash", 6);
        var order = UUID.randomUUID();
        WORLD.commit(WORLD.reservation(), order, List.of(new Allocation(tea, mill, 2).from("flash")));

        WORLD.earmarks.close(merchant, "flash", List.of(tea));
        WORLD.earmarks.close(merchant, "flash", List.of(tea));
        assertThat(WORLD.available(tea)).isEqualTo(8);
        assertThat(WORLD.earmarks.ofPools(List.of(tea))).isEmpty();

        WORLD.reservations.returnCommitted(order);
        assertThat(WORLD.available(tea)).isEqualTo(10);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(10);
    }

    @Test
    void a_channel_sells_its_last_pieces_once_when_many_buy_at_the_same_moment() throws Exception {
        move(null, "flash", 5);
        Callable<Boolean> buy = () -> WORLD.commit(
                        WORLD.reservation(),
                        UUID.randomUUID(),
                        List.of(
                                Math.random() < 0.5
                                        ? new Allocation(tea, mill, 1)
                                        : new Allocation(tea, mill, 1).from("flash")))
                instanceof CommitOutcome.Committed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 64).mapToObj(_ -> buy).toList())) {
                answer.get();
            }
        }
        var level = WORLD.levels(tea).getFirst();
        assertThat(level.committed()).isEqualTo(10);
        assertThat(level.earmarked()).isZero();
        assertThat(WORLD.hold(WORLD.reservation(), new Line(tea, merchant, 1)))
                .isInstanceOf(HoldOutcome.NotEnough.class);
    }

    private AdjustStockOutcome move(@Nullable String from, @Nullable String to, long quantity) {
        return WORLD.earmarks.move(new MoveEarmarks(
                merchant, null, List.of(new MoveEarmarks.Move(tea, product, mill, from, to, quantity))));
    }

    private ChannelSaleOutcome sell(String channel, String reference, long quantity) {
        return WORLD.earmarks.sell(new SellOnChannel(
                merchant, channel, reference, List.of(new SellOnChannel.Line(tea, product, mill, quantity))));
    }
}
