package market.kernel;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The connections to Redis, one node or a cluster behind the same commands. Several connections are used in turn: one
 * connection's event loop is what bounds a busy engine, not Redis.
 */
@Singleton
public class Redis {

    private final String prefix;
    private final RedisServers servers;
    private final List<RedisClusterCommands<String, String>> connections;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param uri one URI, or several of the nodes of a cluster separated by commas; one node of a cluster is enough
     * @param timeout how long a command may take before it fails
     */
    Redis(
            @Value("${market.redis.uri}") String uri,
            @Value("${market.redis.key-prefix:}") String prefix,
            @Value("${market.redis.timeout:2s}") Duration timeout,
            @Value("${market.redis.connections:2}") int connectionCount) {
        this.prefix = prefix;
        var uris = Arrays.stream(uri.split(","))
                .map(String::strip)
                .map(RedisURI::create)
                .toList();
        uris.forEach(each -> each.setTimeout(timeout));
        servers = RedisServers.of(uris);
        connections = Stream.generate(servers::connect).limit(connectionCount).toList();
    }

    /** Blocking commands; safe to share between threads. */
    public RedisClusterCommands<String, String> commands() {
        return connections.get(Math.floorMod(turn.getAndIncrement(), connections.size()));
    }

    /** Asks whether Redis is there. */
    public String ping() {
        return commands().ping();
    }

    /**
     * Names of the processes that take writes now. One that was restarted has another name, and so has the replica that took
     * its place: whatever was written last may be lost then.
     */
    public List<String> runIds() {
        return servers.runIds();
    }

    /** The full name of a key: engines that share one Redis are kept apart by a prefix. */
    public String key(String name) {
        return prefix + name;
    }

    /** Whether something failed because Redis was away, or too slow to be waited for. */
    public static boolean isAway(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisException failed && isAway(failed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(RedisException failed) {
        return switch (failed) {
            case RedisLoadingException _ -> true;
            // A server that answers, but for a cluster that is choosing a new master.
            case RedisCommandExecutionException refused ->
                String.valueOf(refused.getMessage()).startsWith("CLUSTERDOWN");
            default -> true;
        };
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
        servers.close();
    }
}
