package market.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import market.server.Main;

/** An engine as a process of its own, so that the story can stop it and start it again. */
final class OwnEngine implements AutoCloseable {

    private static final String READY = "ready ";
    private static final int STOP_SECONDS = 60;

    private final Consumer<String> out;
    private Process process;
    private URI url;

    private OwnEngine(Consumer<String> out) {
        this.out = out;
        this.process = launch("");
        this.url = awaitReady(process, out);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-engine-end"));
    }

    static OwnEngine start(Consumer<String> out) {
        return new OwnEngine(out);
    }

    URI url() {
        return url;
    }

    void restart() {
        close();
        process = launch(Integer.toString(url.getPort()));
        url = awaitReady(process, out);
    }

    private static Process launch(String port) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(virtualMachineArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!port.isEmpty()) {
            builder.environment().put("MARKET_PORT", port);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The engine cannot be started", e);
        }
    }

    /** The engine runs under the same settings of the virtual machine as this process. */
    private static List<String> virtualMachineArguments() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private static URI awaitReady(Process process, Consumer<String> out) {
        try {
            var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                out.accept("  " + line);
                if (line.startsWith(READY)) {
                    // Nobody reads on: the engine must not wait for somebody to take its later lines.
                    Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                    return URI.create(line.substring(READY.length()).trim());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the engine ended before it was ready");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
