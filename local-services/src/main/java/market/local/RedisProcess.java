package market.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Redis server; with {@code --cluster-enabled yes} among the further options it is a node of a cluster. */
final class RedisProcess implements ServiceProcess {
    private static final int PROBE_MILLIS = 1_000;

    private final Launcher launcher;
    private final Software software;
    private final Path home;
    private final int port;
    private final List<String> furtherOptions;
    private final RunningChild running = new RunningChild("redis");

    RedisProcess(Launcher launcher, Software software, Path home, int port, List<String> furtherOptions) {
        this.launcher = launcher;
        this.software = software;
        this.home = home;
        this.port = port;
        this.furtherOptions = List.copyOf(furtherOptions);
    }

    @Override
    public void start() {
        if (running.isAlive()) {
            return;
        }
        Path data = home.resolve("data");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<String>(List.of(
                software.redis().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                // The append-only file holds all; a second copy would only cost a fork.
                "--save",
                "",
                // To write that file anew costs a fork and a core for a while; under load the default asks for it every
                // few seconds.
                "--auto-aof-rewrite-min-size",
                "512mb"));
        command.addAll(furtherOptions);
        running.set(launcher.start(new Program("redis", home, StopSignal.TERM, false, command, Map.of())));
    }

    @Override
    public void awaitReady(Duration limit) {
        running.awaitAnswer(this::answers, limit);
    }

    /** Whether commands are served: a server that still reads its file answers with an error instead. */
    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return socket.getInputStream().read() == '+';
        } catch (IOException _) {
            return false;
        }
    }

    void kill() {
        running.kill();
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
