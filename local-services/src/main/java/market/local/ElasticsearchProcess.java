package market.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A single Elasticsearch node on the loopback address, run by the JDK that runs the engine. */
final class ElasticsearchProcess implements ServiceProcess {
    private static final Duration PREDECESSOR_TIME = Duration.ofSeconds(20);
    private static final long PREDECESSOR_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PROBE_MILLIS = 2_000;

    /** Where a node is found. */
    record Ports(int http, int transport) {}

    private final Launcher launcher;
    private final Software software;
    private final Path zip;
    private final Path home;
    private final Ports ports;
    private final Consumer<String> progress;
    private final RunningChild running = new RunningChild("elasticsearch");

    ElasticsearchProcess(
            Launcher launcher, Software software, Path zip, Path home, Ports ports, Consumer<String> progress) {
        this.launcher = launcher;
        this.software = software;
        this.zip = zip;
        this.home = home;
        this.ports = ports;
        this.progress = progress;
    }

    @Override
    public void start() {
        if (running.isAlive()) {
            return;
        }
        Path distribution = software.elasticsearch(zip);
        try {
            writeConfiguration();
            awaitPredecessorsEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.accept("Starting Elasticsearch");
        Map<String, String> environment = Map.of(
                "ES_JAVA_HOME", System.getProperty("java.home"),
                "ES_PATH_CONF", home.resolve("config").toString(),
                "ES_TMPDIR", home.resolve("tmp").toString(),
                "ES_JAVA_OPTS", "",
                "CLI_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        List<String> command = List.of(distribution.resolve("bin/elasticsearch").toString());
        running.set(launcher.start(new Program("elasticsearch", home, StopSignal.TERM, true, command, environment)));
    }

    private void writeConfiguration() throws IOException {
        Path config = home.resolve("config");
        Files.createDirectories(config.resolve("jvm.options.d"));
        Files.createDirectories(home.resolve("tmp"));
        Files.writeString(config.resolve("elasticsearch.yml"), """
                cluster.name: market-local
                node.name: local
                path.data: "%s"
                path.logs: "%s"
                network.host: 127.0.0.1
                http.port: %d
                transport.port: %d
                discovery.type: single-node
                xpack.security.enabled: false
                xpack.ml.enabled: false
                # A developer's disk is often nearly full; the node must not turn read-only for it.
                cluster.routing.allocation.disk.threshold_enabled: false
                """.formatted(
                        home.resolve("data"), home.resolve("logs"), ports.http(), ports.transport()));
        Files.writeString(config.resolve("jvm.options"), """
                -Xms512m
                -Xmx512m
                -XX:+UseG1GC
                -Djava.io.tmpdir=${ES_TMPDIR}
                20-:--add-modules=jdk.incubator.vector
                -Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1
                -XX:+ExitOnOutOfMemoryError
                -XX:ErrorFile=%s/hs_err_pid%%p.log
                """.formatted(home));
        Files.writeString(config.resolve("log4j2.properties"), """
                status = error
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
                rootLogger.level = warn
                rootLogger.appenderRef.console.ref = console
                """);
    }

    /** A killed engine's node gives up its data within moments; a new one that comes too early would end at once. */
    private void awaitPredecessorsEnd() throws IOException {
        Path lock = home.resolve("data").resolve("node.lock");
        long start = System.nanoTime();
        while (Files.exists(lock) && isHeld(lock)) {
            if (System.nanoTime() - start > PREDECESSOR_TIME.toNanos() || Thread.interrupted()) {
                throw new LocalServiceException("Another Elasticsearch still uses " + lock.getParent());
            }
            LockSupport.parkNanos(PREDECESSOR_POLL_NANOS);
        }
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    @Override
    public void awaitReady(Duration limit) {
        running.awaitAnswer(this::answers, limit);
    }

    /** The slim server has no root page, so its health is asked. */
    private boolean answers() {
        try {
            var connection = (HttpURLConnection) URI.create(
                            "http://127.0.0.1:" + ports.http() + "/_cluster/health?wait_for_status=yellow&timeout=1s")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void beginStop() {
        running.beginStop();
    }

    @Override
    public void awaitStop() {
        running.awaitStop();
    }
}
