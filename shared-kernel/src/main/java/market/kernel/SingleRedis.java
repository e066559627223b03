package market.kernel;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One server. */
final class SingleRedis implements RedisServers {

    private final RedisClient client;
    private final ClientResources resources;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable StatefulRedisConnection<String, String> aside;

    SingleRedis(RedisURI uri, ClientResources resources) {
        this.resources = resources;
        client = RedisClient.create(resources, uri);
        client.setOptions(RedisServers.options().build());
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
            return List.of(RedisServers.runId(connection.sync().info("server")));
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
