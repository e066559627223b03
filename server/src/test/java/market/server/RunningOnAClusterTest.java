package market.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import market.local.testing.TestRedis;
import market.server.demo.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: no room keeps anything in Redis that a cluster could not. Method: the whole journey with its keys on three masters. */
final class RunningOnAClusterTest {

    @TempDir
    private static Path folder;

    @Test
    void the_journey_holds_on_a_redis_cluster() {
        var story = new ArrayList<String>();
        try (var cluster = TestRedis.cluster(folder.resolve("cluster"));
                var engine = TestEngine.start(folder.resolve("engine"), Map.of("MARKET_REDIS_URI", cluster.uri()))) {
            Journey.run(engine.url(), story::add, null);
        }
        assertThat(story).anyMatch(line -> line.startsWith("9. "));
    }
}
