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
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountingAndMovingStockTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final LocationId shop = WORLD.location(merchant, "shop");
    private final VariantId tea = WORLD.variant(merchant, Map.of(mill, 10L, shop, 2L));
    private final ProductId product = WORLD.levels(tea).getFirst().product();

    @AfterEach
    void the_books_balance() {
        assertThat(WORLD.unbalanced(tea)).isZero();
    }

    @Test
    void a_count_sets_the_level_and_moves_the_difference() {
        assertThat(count(mill, 8, 10L)).isInstanceOf(AdjustStockOutcome.Adjusted.class);

        assertThat(WORLD.available(tea)).isEqualTo(10);
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(10);
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(10);
    }

    @Test
    void a_count_that_was_overtaken_is_refused_with_what_is_there_now() {
        WORLD.adjust(merchant, tea, mill, 5);

        assertThat(count(mill, 8, 10L))
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(new Fault(0, FaultKind.COUNT_MISMATCH, 15))));
        assertThat(WORLD.available(tea)).isEqualTo(17);
    }

    @Test
    void a_count_below_what_orders_were_promised_is_refused() {
        WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 4)));

        assertThat(count(mill, 3, null))
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(new Fault(0, FaultKind.INSUFFICIENT, 10))));
        assertThat(count(mill, 4, null)).isInstanceOf(AdjustStockOutcome.Adjusted.class);
        assertThat(WORLD.available(tea)).isEqualTo(2);
    }

    @Test
    void a_count_racing_sales_never_ends_below_what_was_sold() throws Exception {
        Callable<Boolean> sale =
                () -> WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 1)))
                        instanceof CommitOutcome.Committed;
        Callable<Boolean> recount = () -> count(mill, 6, null) instanceof AdjustStockOutcome.Adjusted;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 48)
                    .mapToObj(i -> i % 12 == 3 ? recount : sale)
                    .toList());
            for (var answer : answers) {
                answer.get();
            }
        }
        var level = WORLD.levels(tea).stream()
                .filter(each -> each.location().equals(mill))
                .findFirst()
                .orElseThrow();
        assertThat(level.committed()).isLessThanOrEqualTo(level.onHand()).isBetween(6L, 10L);
    }

    @Test
    void a_transfer_moves_pieces_and_sells_none() {
        assertThat(transfer(mill, shop, 4)).isInstanceOf(AdjustStockOutcome.Adjusted.class);

        assertThat(WORLD.levels(tea)).extracting(StockLevel::onHand).containsExactlyInAnyOrder(6L, 6L);
        assertThat(WORLD.available(tea)).isEqualTo(12);
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(12);
    }

    @Test
    void a_transfer_of_promised_pieces_to_itself_or_to_a_stranger_moves_nothing() {
        WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 7)));
        var stranger = WORLD.location(WORLD.merchant(), "elsewhere");

        var outcome = WORLD.inventory.transfer(new TransferStock(
                merchant,
                null,
                List.of(
                        new TransferStock.Transfer(tea, product, mill, shop, 3, null),
                        new TransferStock.Transfer(tea, product, mill, shop, 1, null),
                        new TransferStock.Transfer(tea, product, shop, shop, 1, null),
                        new TransferStock.Transfer(tea, product, shop, stranger, 1, null))));

        assertThat(outcome)
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(
                        new Fault(1, FaultKind.INSUFFICIENT, 7),
                        new Fault(2, FaultKind.SAME_PLACE, 5),
                        new Fault(3, FaultKind.NOT_FOUND, 0))));
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(12);
        assertThat(WORLD.available(tea)).isEqualTo(5);
    }

    @Test
    void transfers_in_opposite_directions_do_not_block_one_another_for_ever() throws Exception {
        Callable<Boolean> there = () -> transfer(mill, shop, 1) instanceof AdjustStockOutcome.Adjusted;
        Callable<Boolean> back = () -> transfer(shop, mill, 1) instanceof AdjustStockOutcome.Adjusted;
        Callable<Boolean> order = () -> WORLD.commit(
                        WORLD.reservation(),
                        UUID.randomUUID(),
                        List.of(new Allocation(tea, shop, 1), new Allocation(tea, mill, 1)))
                instanceof CommitOutcome.Committed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 60)
                    .mapToObj(i -> i % 10 == 0 ? order : i % 2 == 0 ? there : back)
                    .toList());
            for (var answer : answers) {
                answer.get();
            }
        }
        assertThat(WORLD.levels(tea).stream().mapToLong(StockLevel::onHand).sum())
                .isEqualTo(12);
        assertThat(WORLD.levels(tea)).allMatch(level -> level.free() >= 0);
    }

    private AdjustStockOutcome count(LocationId location, long counted, @Nullable Long expected) {
        return WORLD.inventory.count(new CountStock(
                merchant, "盘点", List.of(new CountStock.Count(tea, product, location, counted, expected, null))));
    }

    private AdjustStockOutcome transfer(LocationId from, LocationId to, long quantity) {
        return WORLD.inventory.transfer(new TransferStock(
                merchant, null, List.of(new TransferStock.Transfer(tea, product, from, to, quantity, null))));
    }
}
