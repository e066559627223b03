package market.checkout.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between an engine and its provider and kills the engine at a message: before it arrives, or before its answer does. */
final class KillingProxy implements AutoCloseable {

    /** At the next message of this kind: a method of the protocol, or {@code notify} for what the provider tells. */
    record Point(String message, boolean isAfterTheDeed) {

        @Override
        public String toString() {
            return (isAfterTheDeed ? "after " : "before ") + message;
        }
    }

    private static final Pattern METHOD = Pattern.compile("(?:^|&)method=([^&]+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;
    private final String engine;
    private final Runnable kill;
    private final AtomicReference<@Nullable Point> armed = new AtomicReference<>();
    private volatile boolean hasStruck;

    KillingProxy(String gateway, String engine, Runnable kill) {
        this.gateway = gateway;
        this.engine = engine;
        this.kill = kill;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void arm(Point point) {
        hasStruck = false;
        armed.set(point);
    }

    /** Only when the engine is dead: who comes next must not meet it, nor be taken for it. */
    boolean hasStruck() {
        return hasStruck;
    }

    private void strikeDead() {
        kill.run();
        hasStruck = true;
    }

    private void pass(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var uri = exchange.getRequestURI().toString();
        var isNotice = uri.startsWith("/alipay/");
        var point = strike(isNotice ? "notify" : method(exchange, body));
        if (point != null && !point.isAfterTheDeed()) {
            strikeDead();
            exchange.close();
            return;
        }
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create((isNotice ? engine : gateway) + uri))
                            .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (point != null) {
                strikeDead();
            } else {
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        } catch (IOException _) {
            // The engine is dead: the provider hears nothing.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** The point that this message is, once. */
    private @Nullable Point strike(String message) {
        var point = armed.get();
        return point != null && point.message().equals(message) && armed.compareAndSet(point, null) ? point : null;
    }

    private static String method(HttpExchange exchange, byte[] body) {
        var query = String.valueOf(exchange.getRequestURI().getRawQuery());
        var matcher = METHOD.matcher(query + "&" + new String(body, StandardCharsets.UTF_8));
        return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
