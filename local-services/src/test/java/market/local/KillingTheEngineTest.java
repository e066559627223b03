package market.local;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KillingTheEngineTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void no_service_outlives_a_killed_engine_and_none_loses_what_was_saved() throws Exception {
        Process engine = startEngine();
        try {
            Properties addresses = awaitAddresses(engine);
            String postgresUrl = addresses.getProperty("postgres.url");
            StartingServicesTest.execute(postgresUrl, "CREATE TABLE tea (name text)");
            StartingServicesTest.execute(postgresUrl, "INSERT INTO tea VALUES ('六安瓜片')");
            List<ProcessHandle> children = engine.descendants().toList();
            assertThat(children).filteredOn(Processes::isRunning).hasSizeGreaterThanOrEqualTo(3);

            engine.destroyForcibly().waitFor();

            await().atMost(2, SECONDS)
                    .untilAsserted(() -> assertThat(children.stream()
                                    .filter(Processes::isRunning)
                                    .map(ProcessHandle::info))
                            .isEmpty());
            assertThatAllComeBack(postgresUrl);
        } finally {
            engine.destroyForcibly();
        }
    }

    private void assertThatAllComeBack(String postgresUrl) throws Exception {
        var config = new LocalServicesConfig(
                folder.resolve("data"), EnumSet.allOf(LocalService.class), elasticsearchZip(), line -> {});
        try (var services = LocalServices.start(config)) {
            assertThat(services.postgresUrl()).isEqualTo(postgresUrl);
            assertThat(StartingServicesTest.query(postgresUrl, "SELECT name FROM tea"))
                    .isEqualTo("六安瓜片");
            services.awaitReady(LocalService.ELASTICSEARCH, Duration.ofMinutes(2));
        }
    }

    private Process startEngine() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "market.local.LocalServicesMain",
                        folder.resolve("services.properties").toString(),
                        folder.resolve("data").toString(),
                        elasticsearchZip().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("engine.log").toFile())
                .start();
    }

    private Properties awaitAddresses(Process engine) throws IOException {
        Path file = folder.resolve("services.properties");
        await().atMost(2, MINUTES).until(() -> Files.exists(file) || !engine.isAlive());
        assertThat(engine.isAlive())
                .as(Files.readString(folder.resolve("engine.log")))
                .isTrue();
        var addresses = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            addresses.load(reader);
        }
        return addresses;
    }

    private static Path elasticsearchZip() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target/elasticsearch"), "*.zip")) {
            return files.iterator().next().toAbsolutePath();
        }
    }
}
