package market.kernel;

import static market.kernel.KernelWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    private static final String EVENTS = "SELECT count(*) FROM kernel.outbox_event WHERE aggregate_id = ?";
    private static final String KEYS = "SELECT count(*) FROM kernel.request_key WHERE principal = ?";

    private final String own = UUID.randomUUID().toString();
    private final Housekeeping housekeeping = WORLD.one.get(Housekeeping.class);

    @Test
    void events_go_a_week_after_everybody_heard_them_and_stay_while_somebody_has_not() {
        var unheard = own + " unheard";
        say(new Told(own, 1, false));
        say(new Told(unheard, 1, true));
        await().untilAsserted(() -> assertThat(
                        WORLD.text("SELECT count(*) FROM kernel.outbox_publication WHERE aggregate_id = ?", own))
                .isEqualTo("0"));

        housekeeping.deleteOldEvents();
        assertThat(WORLD.text(EVENTS, own)).isEqualTo("1");

        age("UPDATE kernel.outbox_event SET created_at = now() - interval '8 days' WHERE aggregate_id LIKE ?");
        housekeeping.deleteOldEvents();
        assertThat(WORLD.text(EVENTS, own)).isEqualTo("0");
        assertThat(WORLD.text(EVENTS, unheard)).isEqualTo("1");
        RecordingListener.heal(unheard);
    }

    @Test
    void request_keys_go_after_a_week() {
        WORLD.one.inTransaction(() -> {
            var claim = WORLD.keys.claim("deed", own, "key", "{}");
            WORLD.keys.complete("deed", own, "key", "done");
            return claim;
        });

        housekeeping.deleteOldRequestKeys();
        assertThat(WORLD.text(KEYS, own)).isEqualTo("1");

        age("UPDATE kernel.request_key SET created_at = now() - interval '8 days' WHERE principal LIKE ?");
        housekeeping.deleteOldRequestKeys();
        assertThat(WORLD.text(KEYS, own)).isEqualTo("0");
    }

    private void age(String update) {
        WORLD.execute(update, own + "%");
    }

    private static void say(Told event) {
        WORLD.one.inTransaction(() -> {
            WORLD.outbox.append(event);
            return event;
        });
    }
}
