package market.local.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import market.local.LocalService;
import market.local.LocalServices;
import market.local.LocalServicesConfig;
import market.local.PostgresDatabases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses of real services for tests. Tests keep apart by database, key prefix and index prefix, so all modules may
 * share one set: the system property {@code market.test.services} names the file with its addresses. Without it, this
 * process starts its own set once.
 */
public final class TestServices {
    private static final Logger LOG = LoggerFactory.getLogger(TestServices.class);
    private static final Duration READY_TIME = Duration.ofMinutes(4);

    private final String postgresUrl;
    private final String redisUri;
    private final String elasticsearchUrl;
    private final @Nullable LocalServices own;

    private TestServices(String postgresUrl, String redisUri, String elasticsearchUrl, @Nullable LocalServices own) {
        this.postgresUrl = postgresUrl;
        this.redisUri = redisUri;
        this.elasticsearchUrl = elasticsearchUrl;
        this.own = own;
    }

    private static final class Shared {
        static final TestServices INSTANCE = open();
    }

    public static TestServices shared() {
        return Shared.INSTANCE;
    }

    private static TestServices open() {
        String file = System.getProperty("market.test.services", "");
        return file.isBlank() ? startOwn() : read(Path.of(file));
    }

    private static TestServices read(Path file) {
        var addresses = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            addresses.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestServices(
                required(addresses, "postgres.url"),
                required(addresses, "redis.uri"),
                required(addresses, "elasticsearch.url"),
                null);
    }

    private static String required(Properties addresses, String key) {
        String value = addresses.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("The services file lacks " + key);
        }
        return value;
    }

    private static TestServices startOwn() {
        Path module = Path.of(System.getProperty("user.dir"));
        LocalServices services = LocalServices.start(new LocalServicesConfig(
                module.resolve("target/local-services"),
                EnumSet.allOf(LocalService.class),
                elasticsearchZip(module),
                line -> LOG.info("{}", line)));
        Runtime.getRuntime().addShutdownHook(new Thread(services::close, "test-services-end"));
        return new TestServices(services.postgresUrl(), services.redisUri(), services.elasticsearchUrl(), services);
    }

    private static Path elasticsearchZip(Path module) {
        String named = System.getProperty("market.elasticsearch.zip", "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        Path folder = module.resolveSibling("local-services").resolve("target/elasticsearch");
        if (!Files.isDirectory(folder)) {
            return folder.resolve("elasticsearch.zip");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .findFirst()
                    .orElse(folder.resolve("elasticsearch.zip"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder of this module that no other process of its tests uses: two of them run side by side. */
    public static Path ownFolder(String name) {
        return Path.of("target", name + "-" + System.getProperty("market.test.fork", "fork-1"))
                .toAbsolutePath();
    }

    public String postgresUrl(String database) {
        return new PostgresDatabases(postgresUrl).url(database);
    }

    /**
     * Creates a database nobody else uses and returns its JDBC URL.
     *
     * @param templateOrNull the database to copy; it must have no open session
     */
    public String freshDatabase(@Nullable String templateOrNull) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        var databases = new PostgresDatabases(postgresUrl);
        databases.create(name, templateOrNull);
        return databases.url(name);
    }

    public String redisUri() {
        return redisUri;
    }

    /** A prefix for keys and indices nobody else uses. */
    public String freshKeyPrefix() {
        return "test-" + UUID.randomUUID() + "-";
    }

    /** Waits until Elasticsearch answers: tests without it shall not pay for its start. */
    public String elasticsearchUrl() {
        if (own != null) {
            own.awaitReady(LocalService.ELASTICSEARCH, READY_TIME);
        }
        return elasticsearchUrl;
    }
}
