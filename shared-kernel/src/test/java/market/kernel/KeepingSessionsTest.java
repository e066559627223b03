package market.kernel;

import static market.kernel.KernelWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sign-in sessions as the copies of the engine share them. */
class KeepingSessionsTest {

    private final Sessions elsewhere = WORLD.two.get(Sessions.class);

    @Test
    void a_session_is_known_to_every_copy_until_it_is_revoked() {
        var token = open("{\"id\":1}");
        assertThat(WORLD.sessions.find("shopper", token)).contains("{\"id\":1}");
        assertThat(elsewhere.find("shopper", token)).contains("{\"id\":1}");

        WORLD.sessions.revoke("shopper", token);

        assertThat(elsewhere.find("shopper", token)).isEmpty();
        assertThat(WORLD.sessions.find("shopper", token)).isEmpty();
    }

    @Test
    void another_realm_does_not_know_a_token_and_cannot_revoke_it() {
        var token = open("{}");

        assertThat(WORLD.sessions.find("merchant", token)).isEmpty();
        WORLD.sessions.revoke("merchant", token);

        assertThat(WORLD.sessions.find("shopper", token)).contains("{}");
    }

    @Test
    void only_a_hash_of_a_token_is_stored() {
        var token = open("{}");

        var keys = keys();
        assertThat(keys).contains(WORLD.redis.key("signed-in:shopper:" + Digests.sha256Hex(token)));
        assertThat(keys).noneMatch(key -> key.contains(token));
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void asking_for_a_session_extends_it() {
        var token = open("{}");
        var key = WORLD.redis.key("signed-in:shopper:" + Digests.sha256Hex(token));
        WORLD.redis.commands().pexpire(key, 60_000);

        assertThat(WORLD.sessions.find("shopper", token)).isPresent();

        assertThat(WORLD.redis.commands().ttl(key)).isBetween(30L * 24 * 3_600 - 60, 30L * 24 * 3_600);
    }

    private final UUID subject = UUID.randomUUID();

    private String open(String content) {
        return WORLD.sessions.open("shopper", new Sessions.Opening(subject, content, "Safari · iPhone", "120.36.*.*"));
    }

    @Test
    void somebody_sees_the_own_devices_and_ends_one_of_them() {
        var phone = open("{}");
        var desk = open("{}");

        var listed = elsewhere.list("shopper", subject);

        assertThat(listed)
                .extracting(Sessions.Session::id)
                .containsExactlyInAnyOrder(Sessions.idOf(phone), Sessions.idOf(desk));
        assertThat(listed.getFirst().device()).isEqualTo("Safari · iPhone");
        assertThat(elsewhere.revoke("shopper", UUID.randomUUID(), Sessions.idOf(phone)))
                .isFalse();
        assertThat(WORLD.sessions.find("shopper", phone)).isPresent();
        assertThat(elsewhere.revoke("shopper", subject, Sessions.idOf(phone))).isTrue();
        assertThat(WORLD.sessions.find("shopper", phone)).isEmpty();
        assertThat(WORLD.sessions.find("shopper", desk)).isPresent();
        assertThat(WORLD.sessions.revokeAll("shopper", subject)).containsExactly(Sessions.idOf(desk));
        assertThat(WORLD.sessions.find("shopper", desk)).isEmpty();
        assertThat(WORLD.sessions.list("shopper", subject)).isEmpty();
    }

    @Test
    void what_a_session_says_can_be_renewed_while_it_lives() {
        var token = open("{\"group\":\"RETAIL\"}");
        var ended = open("{}");
        WORLD.sessions.revoke("shopper", ended);

        WORLD.sessions.rewrite("shopper", subject, "{\"group\":\"TRADE\"}");

        assertThat(WORLD.sessions.find("shopper", token)).contains("{\"group\":\"TRADE\"}");
        assertThat(WORLD.sessions.find("shopper", ended)).isEmpty();
    }

    @Test
    void a_session_ends_after_its_lifetime_however_much_it_is_used() {
        var shortLived = new Sessions(WORLD.redis, Clock.systemUTC(), Duration.ofDays(30), Duration.ofMillis(1_500));
        var token = shortLived.open("shopper", new Sessions.Opening(subject, "{}", "", ""));

        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(5))
                .until(() -> shortLived.find("shopper", token).isEmpty());
        var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(181));
        var old = open("{}");
        assertThat(new Sessions(WORLD.redis, later, Duration.ofDays(30), Duration.ofDays(180)).find("shopper", old))
                .isEmpty();
    }

    @Test
    void the_fifty_first_device_ends_an_old_one() {
        var tokens = IntStream.range(0, 51).mapToObj(_ -> open("{}")).toList();

        assertThat(tokens.stream()
                        .filter(token -> WORLD.sessions.find("shopper", token).isEmpty()))
                .hasSize(1)
                .doesNotContain(tokens.getLast());
        assertThat(WORLD.sessions.list("shopper", subject)).hasSize(50);
    }

    private static List<String> keys() {
        var keys = new ArrayList<String>();
        ScanIterator.scan(WORLD.redis.commands(), KeyScanArgs.Builder.matches(WORLD.keyPrefix + "*"))
                .forEachRemaining(keys::add);
        return keys;
    }
}
