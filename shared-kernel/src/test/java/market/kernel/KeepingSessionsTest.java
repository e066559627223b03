package market.kernel;

import static market.kernel.KernelWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sign-in sessions as the copies of the engine share them. */
class KeepingSessionsTest {

    private final Sessions elsewhere = WORLD.two.get(Sessions.class);

    @Test
    void a_session_is_known_to_every_copy_until_it_is_revoked() {
        var token = WORLD.sessions.open("shopper", "{\"id\":1}");
        assertThat(WORLD.sessions.find("shopper", token)).contains("{\"id\":1}");
        assertThat(elsewhere.find("shopper", token)).contains("{\"id\":1}");

        WORLD.sessions.revoke("shopper", token);

        assertThat(elsewhere.find("shopper", token)).isEmpty();
        assertThat(WORLD.sessions.find("shopper", token)).isEmpty();
    }

    @Test
    void another_realm_does_not_know_a_token_and_cannot_revoke_it() {
        var token = WORLD.sessions.open("shopper", "{}");

        assertThat(WORLD.sessions.find("merchant", token)).isEmpty();
        WORLD.sessions.revoke("merchant", token);

        assertThat(WORLD.sessions.find("shopper", token)).contains("{}");
    }

    @Test
    void only_a_hash_of_a_token_is_stored() {
        var token = WORLD.sessions.open("shopper", "{}");

        var keys = keys();
        assertThat(keys).contains(WORLD.redis.key("session:shopper:" + Digests.sha256Hex(token)));
        assertThat(keys).noneMatch(key -> key.contains(token));
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void asking_for_a_session_extends_it() {
        var token = WORLD.sessions.open("shopper", "{}");
        var key = WORLD.redis.key("session:shopper:" + Digests.sha256Hex(token));
        WORLD.redis.commands().pexpire(key, 60_000);

        assertThat(WORLD.sessions.find("shopper", token)).isPresent();

        assertThat(WORLD.redis.commands().ttl(key)).isBetween(30L * 24 * 3_600 - 60, 30L * 24 * 3_600);
    }

    private static List<String> keys() {
        var keys = new ArrayList<String>();
        ScanIterator.scan(WORLD.redis.commands(), KeyScanArgs.Builder.matches(WORLD.keyPrefix + "*"))
                .forEachRemaining(keys::add);
        return keys;
    }
}
