package market.kernel;

import static market.kernel.KernelWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import market.kernel.RequestKeys.Claim;
import org.junit.jupiter.api.Test;

/** A key stands for one deed with one input by one caller. */
class RepeatingRequestsTest {

    private final String key = UUID.randomUUID().toString();

    @Test
    void a_retry_is_answered_with_the_first_result() {
        assertThat(WORLD.keys.find("deed", "shopper:1", key, "{}")).isEmpty();

        assertThat(carryOut("shopper:1", "{}", "order 7")).isEqualTo(new Claim.First());

        assertThat(carryOut("shopper:1", "{}", "order 8")).isEqualTo(new Claim.Repeated("order 7"));
        assertThat(WORLD.keys.find("deed", "shopper:1", key, "{}")).contains(new Claim.Repeated("order 7"));
    }

    @Test
    void a_key_used_for_another_input_is_refused_and_keeps_its_result() {
        carryOut("shopper:1", "{\"a\":1}", "order 7");

        assertThat(carryOut("shopper:1", "{\"a\":2}", "order 8")).isEqualTo(new Claim.Reused());

        assertThat(WORLD.keys.find("deed", "shopper:1", key, "{\"a\":2}")).contains(new Claim.Reused());
        assertThat(WORLD.keys.find("deed", "shopper:1", key, "{\"a\":1}")).contains(new Claim.Repeated("order 7"));
    }

    @Test
    void callers_and_deeds_do_not_share_keys() {
        carryOut("shopper:1", "{}", "order 7");

        assertThat(carryOut("shopper:2", "{}", "order 8")).isEqualTo(new Claim.First());
        assertThat(WORLD.keys.find("other deed", "shopper:1", key, "{}")).isEmpty();
    }

    @Test
    void nothing_is_remembered_of_a_deed_that_failed() {
        assertThatThrownBy(() -> WORLD.one.inTransaction(() -> {
                    WORLD.keys.claim("deed", "shopper:1", key, "{}");
                    throw new IllegalArgumentException("failed");
                }))
                .hasMessage("failed");

        assertThat(WORLD.keys.find("deed", "shopper:1", key, "{}")).isEmpty();
        assertThat(carryOut("shopper:1", "{}", "order 7")).isEqualTo(new Claim.First());
    }

    @Test
    void a_twin_on_another_copy_waits_for_the_first_to_commit() throws Exception {
        var claimed = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> WORLD.one.inTransaction(() -> {
                var claim = WORLD.keys.claim("deed", "shopper:1", key, "{}");
                claimed.countDown();
                awaitLatch(mayCommit);
                WORLD.keys.complete("deed", "shopper:1", key, "order 7");
                return claim;
            }));
            awaitLatch(claimed);
            var keysOfTwo = WORLD.two.get(RequestKeys.class);
            var twin = callers.submit(
                    () -> WORLD.two.inTransaction(() -> keysOfTwo.claim("deed", "shopper:1", key, "{}")));
            await().untilAsserted(() -> assertThat(WORLD.text(
                            "SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND wait_event_type = ?",
                            "Lock"))
                    .isEqualTo("1"));
            assertThat(twin.isDone()).isFalse();

            mayCommit.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new Claim.First());
            assertThat(twin.get(10, TimeUnit.SECONDS)).isEqualTo(new Claim.Repeated("order 7"));
        }
    }

    private Claim carryOut(String principal, String input, String result) {
        return WORLD.one.inTransaction(() -> {
            var claim = WORLD.keys.claim("deed", principal, key, input);
            if (claim instanceof Claim.First) {
                WORLD.keys.complete("deed", principal, key, result);
            }
            return claim;
        });
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
