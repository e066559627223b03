package market.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.local.alipay.AlipayGateway;
import market.local.testing.TestServices;
import org.jspecify.annotations.Nullable;

/** An engine with a database, keys and indices of its own, on the services that all tests share. */
public final class TestEngine implements AutoCloseable {

    private final Map<String, String> environment;
    private Engine engine;

    private TestEngine(Map<String, String> environment) {
        this.environment = environment;
        this.engine = start(environment);
    }

    /** With the real data packs, on a database of its own in which they are. */
    public static TestEngine start(Path folder) {
        return new TestEngine(environment(folder));
    }

    /** As {@link #start(Path)}, on a database in which nothing is yet. */
    static TestEngine startOnNothing(Path folder) {
        return new TestEngine(environmentWithNothing(folder));
    }

    /** As {@link #start(Path)}, with more settings. */
    public static TestEngine start(Path folder, Map<String, String> settings) {
        var environment = environment(folder);
        environment.putAll(settings);
        return new TestEngine(environment);
    }

    /** A second copy: the same services and settings, with a port and a folder of its own. */
    public TestEngine copy(Path folder) {
        return copy(folder, Map.of());
    }

    /** What an engine is told that shall use a gateway which runs already. */
    public static Map<String, String> gatewaySettings(AlipayGateway gateway) {
        return Map.of(
                "MARKET_ALIPAY_GATEWAY_URL", gateway.serverUrl(),
                "MARKET_ALIPAY_APP_ID", gateway.appId(),
                "MARKET_ALIPAY_SELLER_ID", gateway.sellerId(),
                "MARKET_ALIPAY_APP_PRIVATE_KEY", gateway.appPrivateKeyPkcs8(),
                "MARKET_ALIPAY_PUBLIC_KEY", gateway.alipayPublicKey());
    }

    /** As {@link #copy(Path)}, with settings that differ. */
    public TestEngine copy(Path folder, Map<String, String> settings) {
        var copied = new HashMap<>(environment);
        copied.put("MARKET_PORT", Integer.toString(freePort()));
        copied.put("MARKET_DATA", folder.toString());
        copied.putAll(settings);
        return new TestEngine(copied);
    }

    /** As {@link #start(Path)}, but with an Elasticsearch of its own, which the test may stop. */
    public static TestEngine startWithOwnSearch(Path folder) {
        var environment = environment(folder);
        environment.remove("MARKET_ELASTICSEARCH_URL");
        return new TestEngine(environment);
    }

    /** As {@link #start(Path)}, but with a Redis of its own, which the test may stop. */
    public static TestEngine startWithOwnRedis(Path folder) {
        var environment = environment(folder);
        environment.remove("MARKET_REDIS_URI");
        return new TestEngine(environment);
    }

    /** What an engine in a process of its own is told. */
    public static Map<String, String> environment(Path folder) {
        return environment(folder, Loaded.DATABASE);
    }

    /** As {@link #environment}, with a database in which nothing is yet. */
    static Map<String, String> environmentWithNothing(Path folder) {
        return environment(folder, null);
    }

    /** The data packs are loaded once for all tests, which begin with copies of what came of it. */
    private static final class Loaded {
        static final String DATABASE = load();

        private static String load() {
            var environment = environmentWithNothing(TestServices.ownFolder("loaded"));
            start(environment).close();
            var url = environment.getOrDefault("MARKET_POSTGRES_URL", "");
            return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        }
    }

    private static Map<String, String> environment(Path folder, @Nullable String templateOrNull) {
        var services = TestServices.shared();
        var prefix = services.freshKeyPrefix();
        var environment = new HashMap<>(Map.of(
                "MARKET_PORT", Integer.toString(freePort()),
                "MARKET_DATA", folder.toString(),
                "MARKET_DATA_PACKS", dataPacks().toString(),
                "MARKET_ELASTICSEARCH_ZIP", elasticsearchZip().toString(),
                "MARKET_POSTGRES_URL", services.freshDatabase(templateOrNull),
                "MARKET_REDIS_URI", services.redisUri(),
                "MARKET_REDIS_KEY_PREFIX", prefix,
                "MARKET_ELASTICSEARCH_URL", services.elasticsearchUrl(),
                "MARKET_ELASTICSEARCH_INDEX_PREFIX", prefix));
        // All tests come from one address, and some of them in crowds.
        for (var caller : List.of("ADDRESS", "SHOPPER", "MERCHANT", "OPERATOR")) {
            environment.put("MARKET_RATE_" + caller, "1000000000/1000000");
        }
        return environment;
    }

    static Engine start(Map<String, String> environment) {
        return Engine.start(EngineSettings.from(environment), _ -> {});
    }

    public URI url() {
        return URI.create(engine.url());
    }

    public Engine engine() {
        return engine;
    }

    public AlipayGateway gateway() {
        var gateway = engine.gateway();
        if (gateway == null) {
            throw new IllegalStateException("This engine uses a gateway of somebody else");
        }
        return gateway;
    }

    /** Stops the engine in good order and starts another on what it left. */
    public void restart() {
        engine.close();
        engine = start(environment);
    }

    /** What this engine was told. */
    public Map<String, String> settings() {
        return Map.copyOf(environment);
    }

    public String postgresUrl() {
        return environment.getOrDefault("MARKET_POSTGRES_URL", "");
    }

    public String redisUri() {
        return environment.getOrDefault("MARKET_REDIS_URI", "");
    }

    public String redisKeyPrefix() {
        return environment.getOrDefault("MARKET_REDIS_KEY_PREFIX", "");
    }

    /** The one number that a statement selects. */
    public long number(String sql) {
        return number(postgresUrl(), sql);
    }

    /** The one number that a statement selects from a database. */
    public static long number(String jdbcUrl, String sql) {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public static Path dataPacks() {
        return Path.of("../data-packs").toAbsolutePath().normalize();
    }

    public static Path elasticsearchZip() {
        var folder = Path.of("../local-services/target/elasticsearch")
                .toAbsolutePath()
                .normalize();
        try (var files = Files.newDirectoryStream(folder, "*.zip")) {
            return files.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
