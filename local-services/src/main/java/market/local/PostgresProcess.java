package market.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** PostgreSQL with its durability on: a killed engine loses nothing it was told is saved. */
final class PostgresProcess implements ServiceProcess {
    private static final Duration INITDB_TIME = Duration.ofMinutes(2);
    private static final Duration PREDECESSOR_TIME = Duration.ofSeconds(15);
    private static final int PROTOCOL_3 = 196_608;
    private static final int PROBE_MILLIS = 1_000;

    private final Launcher launcher;
    private final Software software;
    private final Path home;
    private final int port;
    private final Consumer<String> progress;
    private final RunningChild running = new RunningChild("postgres");

    PostgresProcess(Launcher launcher, Software software, Path home, int port, Consumer<String> progress) {
        this.launcher = launcher;
        this.software = software;
        this.home = home;
        this.port = port;
        this.progress = progress;
    }

    @Override
    public void start() {
        if (running.isAlive()) {
            return;
        }
        Path bin = software.postgres().resolve("bin");
        Path data = createData(bin);
        endPredecessor(bin, data);
        List<String> command = List.of(
                bin.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                // Loopback only; a socket file would also be bound to the short paths that sockets allow.
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=256MB",
                "-c",
                "max_connections=200",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC");
        running.set(launcher.start(new Program("postgres", home, StopSignal.INT, false, command, Map.of())));
    }

    private Path createData(Path bin) {
        return Folders.createWhole(home.resolve("data"), draft -> {
            progress.accept("Creating the PostgreSQL data folder");
            List<String> command = List.of(
                    bin.resolve("initdb").toString(),
                    "-D",
                    draft.toString(),
                    "-A",
                    "trust",
                    "-U",
                    "postgres",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8");
            launcher.run(new Program("initdb", home, StopSignal.KILL, false, command, Map.of()), INITDB_TIME);
        });
    }

    @Override
    public void awaitReady(Duration limit) {
        running.awaitAnswer(this::answers, limit);
    }

    /** Whether a session may be opened: a server that still recovers answers the greeting with an error. */
    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            byte[] greeting = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(Integer.BYTES * 2 + greeting.length);
            out.writeInt(PROTOCOL_3);
            out.write(greeting);
            out.flush();
            return new DataInputStream(socket.getInputStream()).readByte() == 'R';
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

    /**
     * Ends a predecessor that outlived its engine and takes its lock file away. PostgreSQL itself only looks whether
     * the noted number lives, and after a restart of the machine that number may be anybody's.
     */
    private void endPredecessor(Path bin, Path data) {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            String number = Files.readAllLines(lock).stream().findFirst().orElse("");
            if (number.matches("[0-9]{1,10}")) {
                ProcessHandle.of(Long.parseLong(number))
                        .filter(handle -> handle.info()
                                .command()
                                .filter(command -> Path.of(command).startsWith(bin))
                                .isPresent())
                        .ifPresent(handle -> Child.end(handle, StopSignal.INT, PREDECESSOR_TIME));
            }
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
