package market.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.random.RandomGenerator;

/** Chooses a free loopback port per name and remembers it, so that addresses survive a restart. */
final class PortBook {
    // Below the range from which operating systems take the ports of outgoing connections: a port that was ours
    // yesterday is not some connection's today.
    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 32_000;
    private static final int ATTEMPTS = 200;

    private final Path file;
    private final Properties ports = new Properties();
    private final RandomGenerator random = RandomGenerator.getDefault();

    PortBook(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                ports.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The remembered port if it is still free, else a new one. */
    int portOf(String name) {
        String remembered = ports.getProperty(name, "");
        if (remembered.matches("[0-9]{1,5}") && isFree(Integer.parseInt(remembered))) {
            return Integer.parseInt(remembered);
        }
        int port = freePort();
        ports.setProperty(name, Integer.toString(port));
        save();
        return port;
    }

    private int freePort() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST_PORT, LAST_PORT);
            if (!ports.containsValue(Integer.toString(port)) && isFree(port)) {
                return port;
            }
        }
        throw new LocalServiceException("No free port on 127.0.0.1 between " + FIRST_PORT + " and " + LAST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void save() {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(draft)) {
                ports.store(writer, null);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
