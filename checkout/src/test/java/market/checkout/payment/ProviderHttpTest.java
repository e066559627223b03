package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a provider: few at a time, over connections that are kept, and none to one that does not answer. */
final class ProviderHttpTest {

    private static final int CALLS_MAX = 32;

    private final ProviderHttp http = new ProviderHttp();
    private final AtomicInteger calls = new AtomicInteger();
    private final ConcurrentHashMap<Integer, Boolean> connections = new ConcurrentHashMap<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/fast", exchange -> {
            connections.put(exchange.getRemoteAddress().getPort(), true);
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/held", exchange -> {
            calls.incrementAndGet();
            try {
                hold.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/dripping", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (!hold.await(20, TimeUnit.MILLISECONDS)) {
                    body.write(' ');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.createContext("/broken", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "/fast");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        hold.countDown();
        http.close();
        server.stop(0);
    }

    private int send(String path) throws IOException {
        return send(http, path);
    }

    private int send(ProviderHttp http, String path) throws IOException {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return http.send(http.request(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void sendHeld() {
        try {
            send("/held");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void one_connection_carries_call_after_call() throws IOException {
        for (var i = 0; i < 50; i++) {
            assertThat(send("/fast")).isEqualTo(200);
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void no_more_than_so_many_calls_are_under_way_and_the_next_is_told_soon() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < CALLS_MAX; i++) {
                threads.execute(this::sendHeld);
            }
            while (calls.get() < CALLS_MAX) {
                TimeUnit.MILLISECONDS.sleep(5);
            }

            assertThatThrownBy(() -> send("/fast"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Too many calls under way");
            assertThat(calls).hasValue(CALLS_MAX);
            hold.countDown();
        }
        assertThat(send("/fast")).isEqualTo(200);
    }

    @Test
    void one_that_is_broken_is_not_called_for_a_while() throws IOException {
        for (var i = 0; i < 8; i++) {
            assertThat(send("/broken")).isEqualTo(500);
        }

        assertThatThrownBy(() -> send("/fast")).isInstanceOf(IOException.class);
        assertThat(calls).hasValue(8);
    }

    @Test
    void nobody_is_sent_elsewhere() throws IOException {
        assertThat(send("/elsewhere")).isEqualTo(302);
        assertThat(calls).hasValue(0);
    }

    @Test
    void an_answer_is_waited_for_no_longer_than_it_may_take_and_makes_room_for_the_next() throws IOException {
        try (var hasty = new ProviderHttp(Duration.ofMillis(300))) {
            for (var path : List.of("/held", "/dripping")) {
                for (var i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> send(hasty, path)).isInstanceOf(HttpTimeoutException.class);
                }
            }

            assertThat(calls).hasValue(6);
            assertThat(send(hasty, "/fast")).isEqualTo(200);
        }
    }
}
