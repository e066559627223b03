package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way to a server that can be shut: to who comes through it, the server is then away. */
final class Gate implements AutoCloseable {

    private static final int BUFFER_BYTES = 16_384;

    private final InetSocketAddress behind;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket door;
    private volatile boolean isHeldBack;
    private volatile Duration delay = Duration.ZERO;

    Gate(String url) {
        var uri = URI.create(url);
        this.behind = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.port = open(0);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void open() {
        open(port);
    }

    @Override
    public void close() {
        var shut = door;
        door = null;
        closeQuietly(shut);
        sockets.forEach(Gate::closeQuietly);
        sockets.clear();
    }

    private int open(int wanted) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            door = opened;
            Thread.startVirtualThread(() -> accept(opened));
            return opened.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                var outside = opened.accept();
                sockets.add(outside);
                var inside = new Socket();
                sockets.add(inside);
                inside.connect(behind);
                Thread.startVirtualThread(() -> pump(outside, inside, false));
                Thread.startVirtualThread(() -> pump(inside, outside, true));
            } catch (IOException _) {
                closeQuietly(opened);
            }
        }
    }

    /** Lets nothing of the answers through, though all is connected: the server seems to think for ever. */
    void holdBack() {
        isHeldBack = true;
    }

    void letThrough() {
        isHeldBack = false;
        delay = Duration.ZERO;
    }

    /** Every answer takes so much longer from now on. */
    void slowDown(Duration by) {
        delay = by;
    }

    /** Asks the server itself, past the gate. */
    String ask(String method, String path, String body) {
        try (var client = HttpClient.newHttpClient()) {
            var server = URI.create("http://" + behind.getHostString() + ":" + behind.getPort());
            var request = HttpRequest.newBuilder(server.resolve(path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Connections through it that are open. */
    long connections() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count() / 2;
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to) {
            var buffer = new byte[BUFFER_BYTES];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (isAnswer) {
                    var end = System.nanoTime() + delay.toNanos();
                    await().forever()
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> delay.isZero() || System.nanoTime() >= end);
                    await().forever().pollInterval(Duration.ofMillis(20)).until(() -> !isHeldBack);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException _) {
            closeQuietly(from);
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable closing) {
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
