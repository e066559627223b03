package market.kernel;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is behind the addresses: one server, or the nodes of a cluster. */
sealed interface RedisServers permits SingleRedis, ClusteredRedis {

    /** The longest that a server which is back goes unnoticed. */
    Duration RECONNECT_MAX = Duration.ofMillis(500);

    /** A further connection. */
    RedisClusterCommands<String, String> connect();

    /** The run ids of all servers that take writes, in a stable order. */
    List<String> runIds();

    void close();

    /** Asks the first address what it is: a cluster may hide behind one name. */
    static RedisServers of(List<RedisURI> uris) {
        // Lettuce's own delay grows to 30 s: a market that sells would wait for a server that is long back.
        var resources = ClientResources.builder()
                .reconnectDelay(Delay.exponential(Duration.ZERO, RECONNECT_MAX, 2, TimeUnit.MILLISECONDS))
                .build();
        return uris.size() > 1 || isOfCluster(uris.getFirst())
                ? new ClusteredRedis(uris, resources)
                : new SingleRedis(uris.getFirst(), resources);
    }

    private static boolean isOfCluster(RedisURI uri) {
        var client = RedisClient.create(uri);
        try (var connection = client.connect()) {
            return connection.sync().info("server").contains("redis_mode:cluster");
        } finally {
            client.shutdown();
        }
    }

    /** The options of both. */
    static ClusterClientOptions.Builder options() {
        // A command to a server that is away fails at once: a caller is told to come again, and no queue grows.
        return ClusterClientOptions.builder().disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    static String runId(String info) {
        return info.lines()
                .filter(line -> line.startsWith("run_id:"))
                .map(line -> line.substring("run_id:".length()))
                .findFirst()
                .orElse("");
    }
}
