package market.kernel;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster; commands find the master of their key, also after it changed. */
final class ClusteredRedis implements RedisServers {

    // A change is noticed by the first command that meets it; this is for nodes that went away without a word.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    // Lettuce looks at most twice a minute by itself, which is longer than a failover takes.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int RECONNECTS_BEFORE_A_LOOK = 1;

    private final RedisClusterClient client;
    private final ClientResources resources;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable StatefulRedisClusterConnection<String, String> aside;

    ClusteredRedis(List<RedisURI> uris, ClientResources resources) {
        this.resources = resources;
        client = RedisClusterClient.create(resources, uris);
        client.setOptions(RedisServers.options()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(LOOK_EVERY)
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(LOOK_AGAIN)
                        .refreshTriggersReconnectAttempts(RECONNECTS_BEFORE_A_LOOK)
                        .build())
                // A node that joined since the last look is followed to, not refused.
                .validateClusterNodeMembership(false)
                .build());
    }

    @Override
    public RedisClusterCommands<String, String> connect() {
        return client.connect().sync();
    }

    @Override
    public List<String> runIds() {
        asking.lock();
        try {
            var connection = aside == null ? client.connect() : aside;
            aside = connection;
            return connection.getPartitions().stream()
                    .filter(node ->
                            node.getRole().isUpstream() && !node.getSlots().isEmpty())
                    .map(RedisClusterNode::getNodeId)
                    .sorted()
                    .map(node -> node + "/"
                            + RedisServers.runId(
                                    connection.getConnection(node).sync().info("server")))
                    .toList();
        } finally {
            asking.unlock();
        }
    }

    @Override
    public void close() {
        client.shutdown();
        var _ = resources.shutdown();
    }
}
