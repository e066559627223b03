package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import market.server.TestEngine;
import org.jspecify.annotations.Nullable;

/** One copy of the engine as a process of its own, which can be killed and started again. */
final class EngineCopy implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(3);

    private final Path folder;
    private final Map<String, String> environment;
    private final URI url;
    private @Nullable Process process;

    EngineCopy(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = new HashMap<>(environment);
        var port = TestEngine.freePort();
        this.environment.put("MARKET_PORT", Integer.toString(port));
        this.environment.put("MARKET_DATA", folder.toString());
        url = URI.create("http://127.0.0.1:" + port);
    }

    URI url() {
        return url;
    }

    /** Does not wait until it is ready. */
    void start() {
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(EngineCommand.of("400m"))
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().atMost(READY).until(() -> !isAlive() || said().contains("ready " + url));
        assertThat(isAlive()).as(said()).isTrue();
    }

    private boolean isAlive() {
        var current = process;
        return current != null && current.isAlive();
    }

    private String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has written down so far. */
    String logged() {
        try {
            return Files.readString(folder.resolve("log/engine-" + url.getPort() + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("engine.out");
    }

    void kill() throws InterruptedException {
        var current = process;
        if (current != null) {
            current.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        var current = process;
        if (current != null) {
            EngineCommand.end(current);
        }
    }
}
