package market.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * One Redis server that tests may kill, stop, set back and start again. It keeps its data as real ones do, so that what
 * comes back after an end is what a real one would bring back.
 */
public final class RedisServer implements AutoCloseable {
    private static final Duration READY_TIME = Duration.ofSeconds(30);

    /** What it keeps over an end. */
    public enum Keeping {
        /** Every write, a second late at most. */
        EVERYTHING,
        /** Only what was saved by command. */
        SNAPSHOTS
    }

    private final RedisProcess process;
    private final Path data;
    private final int port;

    private RedisServer(RedisProcess process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /**
     * Starts a server on a free port; it answers when this returns.
     *
     * @param software where binaries are unpacked, once for all servers
     */
    public static RedisServer start(Path software, Path folder, Keeping keeping) {
        return start(
                software,
                folder,
                switch (keeping) {
                    case EVERYTHING -> List.of();
                    case SNAPSHOTS -> List.of("--appendonly", "no", "--enable-debug-command", "yes");
                });
    }

    static RedisServer start(Path software, Path folder, List<String> options) {
        Path home = folder.toAbsolutePath();
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = new PortBook(home.resolve("ports.properties")).portOf("redis");
        var process = new RedisProcess(
                Launcher.probe(), new Software(software.toAbsolutePath(), _ -> {}), home, port, options);
        var server = new RedisServer(process, home.resolve("data"), port);
        server.start();
        return server;
    }

    public void start() {
        process.start();
        process.awaitReady(READY_TIME);
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Kills it with SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Puts the last snapshot aside, to be {@link #restore restored} some day. */
    public void backUp() {
        copy(data.resolve("dump.rdb"), data.resolve("backup.rdb"));
    }

    /** Makes the snapshot put aside the one that the next start reads; only while it is not running. */
    public void restore() {
        copy(data.resolve("backup.rdb"), data.resolve("dump.rdb"));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.beginStop();
        process.awaitStop();
    }
}
