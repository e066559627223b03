package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PollScheduleTest {

    private static final Instant START = Instant.parse("2026-11-22T16:30:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(30));

    @Test
    void in_the_first_minute_hardly_a_moment_passes_between_two_questions() {
        assertThat(PollSchedule.next(START, END, START.plusSeconds(3))).isEqualTo(START.plusSeconds(7));
        assertThat(PollSchedule.next(START, END, START.plusSeconds(59))).isEqualTo(START.plusSeconds(63));
        assertThat(PollSchedule.next(START, END, START.plusSeconds(60))).isEqualTo(START.plusSeconds(75));
    }

    @Test
    void the_end_is_never_slept_through() {
        assertThat(PollSchedule.next(START, END, END.minusSeconds(10))).isEqualTo(END.plusSeconds(2));
    }

    @Test
    void a_day_after_the_end_nobody_asks_any_more() {
        assertThat(PollSchedule.next(START, END, END.plus(Duration.ofDays(1)))).isNotNull();
        assertThat(PollSchedule.next(START, END, END.plus(Duration.ofDays(1)).plusMillis(1)))
                .isNull();
    }

    @Test
    void refunds_are_tried_again_for_ever_but_not_often() {
        assertThat(PollSchedule.refundPause(1)).isEqualTo(Duration.ofSeconds(20));
        assertThat(PollSchedule.refundPause(1000)).isEqualTo(Duration.ofHours(1));
    }
}
