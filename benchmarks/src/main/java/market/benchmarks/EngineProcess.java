package market.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import market.local.LocalServices;

/** The engine in a process of its own, as it is delivered. */
final class EngineProcess implements AutoCloseable {

    private static final String READY = "ready ";
    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final URI url;
    private final Thread reaper;

    private EngineProcess(Process process, URI url, Thread reaper) {
        this.process = process;
        this.url = url;
        this.reaper = reaper;
    }

    static EngineProcess start(BenchSettings settings, LocalServices services, Consumer<String> progress) {
        return start(settings, services, services.elasticsearchUrl(), progress);
    }

    static EngineProcess start(
            BenchSettings settings, LocalServices services, String elasticsearchUrl, Consumer<String> progress) {
        return start(
                Map.of(
                        "MARKET_DATA", settings.data().resolve("engine").toString(),
                        "MARKET_DATA_PACKS", settings.dataPacks().toString(),
                        "MARKET_POSTGRES_URL", services.postgresUrl(),
                        "MARKET_REDIS_URI", services.redisUri(),
                        "MARKET_ELASTICSEARCH_URL", elasticsearchUrl),
                progress);
    }

    /** With the services that the given settings name. */
    static EngineProcess start(Map<String, String> settings, Consumer<String> progress) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseG1GC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "market.server.Main");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            var environment = builder.environment();
            environment.put("MARKET_PORT", Integer.toString(freePort()));
            environment.putAll(settings);
            // All load comes from one address and a few credentials: what is measured is the work, not the limit.
            for (var caller : List.of("ADDRESS", "SHOPPER", "MERCHANT", "OPERATOR")) {
                environment.put("MARKET_RATE_" + caller, "1000000000/1000000");
            }
            var process = builder.start();
            var reaper = new Thread(process::destroyForcibly, "engine-end");
            Runtime.getRuntime().addShutdownHook(reaper);
            return new EngineProcess(process, awaitReady(process, progress), reaper);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static URI awaitReady(Process process, Consumer<String> progress) {
        var ready = new CompletableFuture<URI>();
        Thread.ofPlatform().daemon().name("engine-output").start(() -> {
            try (BufferedReader lines = process.inputReader()) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    progress.accept(line);
                    if (line.startsWith(READY)) {
                        ready.complete(URI.create(line.substring(READY.length()).trim()));
                    }
                }
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
            ready.completeExceptionally(new BenchmarkException("The engine ended"));
        });
        try {
            return ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            throw new BenchmarkException("The engine did not start", e);
        }
    }

    URI url() {
        return url;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
