package market.local.testing;

import java.nio.file.Path;
import market.local.RedisCluster;
import market.local.RedisServer;
import market.local.RedisServer.Keeping;

/** Redis servers of a test's own, which it may kill; binaries are unpacked once per process. */
public final class TestRedis {
    private static final Path SOFTWARE = TestServices.ownFolder("redis-software");

    private TestRedis() {}

    public static RedisServer server(Path folder, Keeping keeping) {
        return RedisServer.start(SOFTWARE, folder, keeping);
    }

    public static RedisCluster cluster(Path folder) {
        return RedisCluster.start(SOFTWARE, folder);
    }
}
