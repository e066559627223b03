package market.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.merchants.Passwords.Verdict;
import org.junit.jupiter.api.Test;

/** Hashes, and what a flood of them may take. */
class HashingPasswordsTest {

    @Test
    void a_hash_says_how_it_was_made_and_fits_its_password_only() {
        var passwords = new Passwords(8_192, 1, 1);

        var hash = passwords.hash("茶山云雾 1978").orElseThrow();

        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=8192,t=1,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(passwords.hash("茶山云雾 1978").orElseThrow()).isNotEqualTo(hash);
        assertThat(passwords.verify("茶山云雾 1978", hash)).isEqualTo(Verdict.RIGHT);
        assertThat(passwords.verify("茶山云雾 1979", hash)).isEqualTo(Verdict.WRONG);
        assertThat(passwords.verify("茶山云雾 1978", null)).isEqualTo(Verdict.WRONG);
        assertThat(new Passwords(19_456, 2, 1).verify("茶山云雾 1978", hash)).isEqualTo(Verdict.RIGHT_BUT_WEAK);
        assertThat(new Passwords(4_096, 1, 1).verify("茶山云雾 1978", hash)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void in_a_flood_most_are_sent_away_and_none_is_let_in_wrongly() throws Exception {
        // So dear that one after the other takes far longer than anybody waits.
        var passwords = new Passwords(65_536, 4, 1);
        Callable<Verdict> flood = () -> passwords.verify("wrong", null);
        var verdicts = new ArrayList<Verdict>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : executor.invokeAll(
                    IntStream.range(0, 48).mapToObj(_ -> flood).toList())) {
                verdicts.add(each.get());
            }
        }

        assertThat(verdicts).contains(Verdict.BUSY, Verdict.WRONG).doesNotContain(Verdict.RIGHT);
    }
}
