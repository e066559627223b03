package market.kernel;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The connections to Redis, one node or a cluster behind the same commands. Several connections are used in turn: one
 * connection's event loop is what bounds a busy engine, not Redis.
 */
@Singleton
public class Redis {

    private final String prefix;
    private final List<RedisClusterCommands<String, String>> connections = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Runnable shutdown;

    /**
     * @param uri one URI, or several separated by commas for a cluster
     * @param timeout how long a command may take before it fails
     */
    Redis(
            @Value("${market.redis.uri}") String uri,
            @Value("${market.redis.key-prefix:}") String prefix,
            @Value("${market.redis.timeout:2s}") Duration timeout,
            @Value("${market.redis.connections:2}") int connectionCount) {
        this.prefix = prefix;
        var uris = Arrays.stream(uri.split(",")).map(RedisURI::create).toList();
        uris.forEach(each -> each.setTimeout(timeout));
        Supplier<RedisClusterCommands<String, String>> connect;
        if (uris.size() == 1) {
            var client = RedisClient.create(uris.getFirst());
            // Whoever is asked while Redis is away says so at once; waiting would not bring it back.
            client.setOptions(ClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            connect = () -> connectNode(client);
            shutdown = client::shutdown;
        } else {
            var client = RedisClusterClient.create(uris);
            connect = () -> connectCluster(client);
            shutdown = client::shutdown;
        }
        for (var i = 0; i < connectionCount; i++) {
            connections.add(connect.get());
        }
    }

    private static RedisClusterCommands<String, String> connectNode(RedisClient client) {
        StatefulRedisConnection<String, String> connection = client.connect();
        return connection.sync();
    }

    private static RedisClusterCommands<String, String> connectCluster(RedisClusterClient client) {
        StatefulRedisClusterConnection<String, String> connection = client.connect();
        return connection.sync();
    }

    /** Blocking commands; safe to share between threads. */
    public RedisClusterCommands<String, String> commands() {
        return connections.get(Math.floorMod(turn.getAndIncrement(), connections.size()));
    }

    /** Asks whether Redis is there. */
    public String ping() {
        return commands().ping();
    }

    /** The full name of a key: engines that share one Redis are kept apart by a prefix. */
    public String key(String name) {
        return prefix + name;
    }

    /** Whether something failed because Redis was away, or too slow to be waited for. */
    public static boolean isAway(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisLoadingException
                    || (cause instanceof RedisException && !(cause instanceof RedisCommandExecutionException))) {
                return true;
            }
        }
        return false;
    }

    /** Runs a script, which answers with a list, by its digest; loads it when the server does not know it yet. */
    public List<Object> run(RedisScript script, String[] keys, String... values) {
        var commands = commands();
        try {
            return commands.evalsha(script.digest(), ScriptOutputType.MULTI, keys, values);
        } catch (RedisNoScriptException _) {
            return commands.eval(script.body(), ScriptOutputType.MULTI, keys, values);
        }
    }

    @PreDestroy
    void close() {
        shutdown.run();
    }
}
