package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever buyers, merchants and providers do in whatever order: once everything was heard, our books are the provider's, one
 * payment counts at most, and every other one went back whole. {@code market.payments.histories} says how many.
 */
final class RandomHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("market.payments.histories", 300);
    private static final long SEED = Long.getLong("market.payments.seed", 20_261_123L);
    private static final int AT_ONCE = 6;

    @Test
    void our_books_end_as_the_providers_after_any_history() throws InterruptedException {
        var world = new PaymentWorld();
        var faults = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var i = 0; i < HISTORIES; i++) {
                var seed = SEED + i;
                threads.execute(() -> {
                    try {
                        new PaymentHistories(world, seed).run();
                    } catch (Throwable e) {
                        faults.add("seed " + seed + ": " + e);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.HOURS)).isTrue();
        }

        assertThat(faults).isEmpty();
    }
}
