package market.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.kernel.MerchantId;
import market.local.RedisCluster;
import market.local.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same code on three masters and three replicas, one of which dies in the middle of a sale. */
class SellingOnAClusterTest {

    private static final int BUYERS = 16;
    private static final long PIECES = 200_000;
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration SELLING_AGAIN = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private final AtomicLong sold = new AtomicLong();
    private final AtomicLong away = new AtomicLong();
    private final AtomicLong sinceKill = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();
    private final AtomicBoolean isKilled = new AtomicBoolean();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    void a_master_killed_in_a_sale_oversells_nothing_and_selling_goes_on() throws Exception {
        try (var cluster = TestRedis.cluster(folder);
                var world = new InventoryWorld(cluster.oneUri())) {
            var merchant = world.merchant();
            var mill = world.location(merchant, "mill");
            var tea = world.variant(merchant, Map.of(mill, PIECES));
            var last = world.variant(merchant, Map.of(mill, 3L));

            sellWhileAMasterDies(world, cluster, merchant, tea);

            assertThat(slowestMillis.get()).isLessThan(5_000);
            assertThat(world.available(tea)).isEqualTo(PIECES - sold.get());
            assertThat(world.moved(tea, "committed_delta")).isEqualTo(sold.get());
            world.clock.moveOn(Duration.ofMinutes(16));
            world.settled();
            world.tendHolds.beat();
            world.tendHolds.sweep();
            world.tendHolds.reconcile();
            assertThat(world.holdable(merchant, tea)).isEqualTo(PIECES - sold.get());
            var driftBefore = world.drift(merchant);
            world.tendHolds.reconcile();
            assertThat(world.drift(merchant)).isEqualTo(driftBefore);
            assertThat(IntStream.range(0, 6)
                            .filter(_ -> buy(world, merchant, last))
                            .count())
                    .isEqualTo(3);
        }
    }

    private void sellWhileAMasterDies(InventoryWorld world, RedisCluster cluster, MerchantId merchant, VariantId tea)
            throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, BUYERS)
                    .forEach(_ -> executor.execute(() -> {
                        while (!isOver.get()) {
                            if (buy(world, merchant, tea) && isKilled.get()) {
                                sinceKill.incrementAndGet();
                            }
                        }
                    }));
            executor.execute(() -> {
                while (!isOver.get()) {
                    world.tendHolds.beat();
                    world.rest(Duration.ofMillis(200));
                }
            });
            world.rest(BEFORE);
            assertThat(sold.get()).isPositive();
            cluster.killMasterOf(SlotHash.getSlot(world.epoch(merchant)));
            isKilled.set(true);
            var began = System.nanoTime();
            var enough = sinceKill.get() + 50;
            try {
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(SELLING_AGAIN)
                        .until(() -> sinceKill.get() > enough);
            } finally {
                isOver.set(true);
            }
            assertThat(away.get()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SELLING_AGAIN);
        }
    }

    private boolean buy(InventoryWorld world, MerchantId merchant, VariantId variant) {
        var began = System.nanoTime();
        var id = world.reservation();
        var outcome = world.hold(id, new Line(variant, merchant, 1));
        slowestMillis.accumulateAndGet(
                Duration.ofNanos(System.nanoTime() - began).toMillis(), Math::max);
        return switch (outcome) {
            case HoldOutcome.Held held -> commit(world, id, held.allocations());
            case HoldOutcome.TryAgain _ -> {
                away.incrementAndGet();
                world.rest(Duration.ofMillis(20));
                yield false;
            }
            case HoldOutcome.NotEnough _,
                    HoldOutcome.TooManyHolds _,
                    HoldOutcome.AboveSaleLimit _,
                    HoldOutcome.KeyReused _ -> false;
        };
    }

    private boolean commit(InventoryWorld world, ReservationId id, List<Allocation> allocations) {
        if (world.commit(id, UUID.randomUUID(), allocations) instanceof CommitOutcome.Committed) {
            sold.incrementAndGet();
            return true;
        }
        return false;
    }
}
