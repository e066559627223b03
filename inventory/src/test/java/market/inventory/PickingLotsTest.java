package market.inventory;

import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.CommitOutcome.Committed;
import market.inventory.CommitOutcome.PickedLot;
import market.kernel.MerchantId;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goods with a best-before date: what expires first is sold first, and nothing is sold too late. */
class PickingLotsTest {

    private static final int MARGIN = 7;

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final VariantId tea = WORLD.variant(merchant, Map.of(mill, 2L));
    private final ProductId product = WORLD.product(tea);
    private final String late = WORLD.batch(product, WORLD.today().plusDays(90));
    private final String soon = WORLD.batch(product, WORLD.today().plusDays(MARGIN));
    private final String over = WORLD.batch(product, WORLD.today().plusDays(MARGIN - 1));

    @AfterEach
    void the_books_balance() {
        assertThat(WORLD.unbalanced(tea)).isZero();
        assertThat(WORLD.ledger.differences())
                .noneMatch(line -> line.contains(tea.value().toString()));
    }

    @Test
    void the_first_expired_is_sold_first_and_pieces_of_no_lot_last() {
        receive(late, 3);
        receive(soon, 2);

        assertThat(picked(commit(4, UUID.randomUUID()))).containsExactly(tuple(soon, 2L), tuple(late, 2L));
        assertThat(picked(commit(2, UUID.randomUUID()))).containsExactly(tuple(late, 1L));
        assertThat(WORLD.available(tea)).isEqualTo(1);
    }

    @Test
    void an_order_given_up_gives_its_lots_back_and_a_paid_one_takes_them_away() {
        receive(late, 3);
        var order = UUID.randomUUID();
        commit(2, order);
        WORLD.reservations.returnCommitted(order);
        assertThat(picked(commit(3, UUID.randomUUID()))).containsExactly(tuple(late, 3L));

        var paid = UUID.randomUUID();
        receive(soon, 1);
        assertThat(picked(commit(2, paid))).containsExactly(tuple(soon, 1L));
        WORLD.reservations.markSold(paid);
        assertThat(WORLD.levels(tea).getFirst().onHand()).isEqualTo(4);
    }

    @Test
    void what_is_too_close_to_its_best_before_date_is_refused_before_anybody_took_it_away() {
        receive(over, 5);
        receive(late, 1);

        assertThat(commit(4, UUID.randomUUID()))
                .isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(tea, 4, 3))));
        assertThat(picked(commit(3, UUID.randomUUID()))).containsExactly(tuple(late, 1L));
    }

    @Test
    void lots_that_are_over_leave_the_shelf_once_whoever_looks() throws Exception {
        receive(over, 5);
        receive(late, 1);
        WORLD.earmarks.move(
                new MoveEarmarks(merchant, null, List.of(new MoveEarmarks.Move(tea, product, mill, null, "jd", 6))));
        Callable<Boolean> look = () -> {
            WORLD.expireLots.expire();
            return true;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done :
                    threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> look).toList())) {
                done.get();
            }
        }

        var level = WORLD.levels(tea).getFirst();
        assertThat(level.onHand()).isEqualTo(3);
        assertThat(level.earmarked()).isEqualTo(3);
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(3);
        assertThat(WORLD.holdable(merchant, tea)).isZero();
    }

    @Test
    void a_merchant_may_sell_closer_to_the_date() {
        receive(over, 5);
        WORLD.locations.setSettings(merchant, new StockSettings(true, 0));

        WORLD.expireLots.expire();

        assertThat(picked(commit(5, UUID.randomUUID()))).containsExactly(tuple(over, 5L));
    }

    @Test
    void a_lot_of_other_goods_is_refused_and_a_lot_moves_with_its_pieces() {
        var shop = WORLD.location(merchant, "shop");
        var foreign =
                WORLD.batch(new ProductId(UUID.randomUUID()), WORLD.today().plusDays(90));
        assertThat(change(foreign, 1)).isInstanceOf(AdjustStockOutcome.Refused.class);
        receive(late, 3);
        assertThat(change(late, -4)).isInstanceOf(AdjustStockOutcome.Refused.class);

        WORLD.inventory.transfer(new TransferStock(
                merchant, null, List.of(new TransferStock.Transfer(tea, product, mill, shop, 2, late))));

        var there = WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, shop, 2)));
        assertThat(picked(there)).containsExactly(tuple(late, 2L));
    }

    @Test
    void many_buyers_at_once_share_the_lots_without_a_piece_twice() throws Exception {
        receive(late, 10);
        receive(soon, 8);
        Callable<CommitOutcome> buy = () -> commit(1, UUID.randomUUID());
        var given = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome :
                    threads.invokeAll(IntStream.range(0, 48).mapToObj(_ -> buy).toList())) {
                if (outcome.get() instanceof Committed committed) {
                    given.add(
                            committed.lots().isEmpty()
                                    ? "none"
                                    : committed.lots().getFirst().code());
                }
            }
        }
        assertThat(given).hasSize(20);
        assertThat(given).filteredOn(soon::equals).hasSize(8);
        assertThat(given).filteredOn(late::equals).hasSize(10);
    }

    private static List<Tuple> picked(CommitOutcome outcome) {
        assertThat(outcome).isInstanceOf(Committed.class);
        return ((Committed) outcome)
                .lots().stream()
                        .map((PickedLot lot) -> tuple(lot.code(), lot.units()))
                        .toList();
    }

    private CommitOutcome commit(long quantity, UUID order) {
        return WORLD.commit(WORLD.reservation(), order, List.of(new Allocation(tea, mill, quantity)));
    }

    private void receive(String lot, long quantity) {
        assertThat(change(lot, quantity)).isInstanceOf(AdjustStockOutcome.Adjusted.class);
    }

    private AdjustStockOutcome change(@Nullable String lot, long delta) {
        return WORLD.inventory.adjust(new AdjustStock(
                merchant,
                delta < 0 ? AdjustStock.Reason.LOSS : AdjustStock.Reason.RECEIPT,
                null,
                List.of(new AdjustStock.Change(tea, product, mill, delta, null, lot))));
    }
}
