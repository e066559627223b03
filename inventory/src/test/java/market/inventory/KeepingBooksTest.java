package market.inventory;

import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import market.catalog.VariantId;
import market.inventory.StockMovement.Position;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The history of stock: as a feed, as a check of the levels, and as news for merchants. */
class KeepingBooksTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final VariantId tea = WORLD.variant(merchant, Map.of(mill, 10L));

    @Test
    void the_feed_tells_every_movement_once_in_pages() {
        WORLD.adjust(merchant, tea, mill, 5);
        WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 2)));

        var first = WORLD.movements.since(merchant, Position.START, 2);
        var second = WORLD.movements.since(merchant, first.items().getLast().position(), 2);

        assertThat(first.items())
                .extracting(StockMovement::kind)
                .containsExactly(MovementKind.RECEIPT, MovementKind.RECEIPT);
        assertThat(first.hasNext()).isTrue();
        assertThat(second.items()).extracting(StockMovement::committedDelta).containsExactly(2L);
        assertThat(second.hasNext()).isFalse();
        assertThat(WORLD.movements.since(WORLD.merchant(), Position.START, 2).items())
                .isEmpty();
    }

    @Test
    void a_movement_that_commits_late_is_never_skipped() throws Exception {
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var slow = Thread.ofVirtual()
                .start(() -> WORLD.inTransaction(() -> {
                    var outcome = WORLD.reservations.commit(
                            WORLD.reservation(), UUID.randomUUID(), "buyer", List.of(new Allocation(tea, mill, 1)));
                    written.countDown();
                    await(mayCommit);
                    return outcome;
                }));
        await(written);
        var honey = WORLD.variant(merchant, Map.of(mill, 3L));

        var seen = new ArrayList<StockMovement>(
                WORLD.movements.since(merchant, Position.START, 100).items());
        assertThat(seen).extracting(StockMovement::pool).containsExactly(tea);
        mayCommit.countDown();
        slow.join();
        seen.addAll(
                WORLD.movements.since(merchant, seen.getLast().position(), 100).items());
        assertThat(seen).extracting(StockMovement::pool).containsExactly(tea, tea, honey);
    }

    @Test
    void a_row_that_was_changed_behind_the_engines_back_is_reported_until_it_is_mended() {
        assertThat(reported()).isNull();
        WORLD.corrupt("UPDATE inventory.stock SET on_hand = on_hand + 1 WHERE variant_id = ?", tea);

        assertThat(reported()).contains("on hand 11, moved 10");

        WORLD.corrupt("UPDATE inventory.stock SET on_hand = on_hand - 1, committed = 1 WHERE variant_id = ?", tea);
        assertThat(reported()).contains("committed 1, moved 0, promised 0");
        WORLD.corrupt("UPDATE inventory.stock SET committed = 0 WHERE variant_id = ?", tea);
        assertThat(reported()).isNull();
    }

    @Test
    void little_stock_is_said_once_on_the_way_down() {
        var product = WORLD.product(tea);
        WORLD.inventory.watch(
                new WatchLowStock(merchant, List.of(new WatchLowStock.Threshold(tea, product, mill, 5L))));

        WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 5)));
        assertThat(WORLD.said("StockLow", tea)).isEmpty();
        var order = UUID.randomUUID();
        WORLD.commit(WORLD.reservation(), order, List.of(new Allocation(tea, mill, 2)));
        WORLD.adjust(merchant, tea, mill, -1);
        assertThat(WORLD.said("StockLow", tea)).containsExactly("3");

        WORLD.reservations.returnCommitted(order);
        WORLD.adjust(merchant, tea, mill, 1);
        WORLD.adjust(merchant, tea, mill, -4);
        assertThat(WORLD.said("StockLow", tea)).containsExactly("3", "1");
    }

    private @Nullable String reported() {
        return WORLD.ledger.differences().stream()
                .filter(line -> line.contains(tea.value().toString()))
                .findFirst()
                .orElse(null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
