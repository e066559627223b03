package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BreakerTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final Breaker breaker = new Breaker(nanoTime::get);

    @Test
    void who_does_not_answer_eight_times_is_left_alone_for_a_while() {
        fail(7);
        assertOpen();
        fail(1);
        assertResting();

        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());

        assertOpen();
        assertResting();
    }

    @Test
    void one_answer_and_everybody_may_call() {
        fail(8);
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertOpen();

        breaker.succeeded();

        assertOpen();
        fail(7);
        assertOpen();
    }

    private void fail(int times) {
        for (var time = 0; time < times; time++) {
            breaker.failed();
        }
    }

    private void assertOpen() {
        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    private void assertResting() {
        assertThatThrownBy(breaker::enter).isInstanceOf(IOException.class);
    }
}
