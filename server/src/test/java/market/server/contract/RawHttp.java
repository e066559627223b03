package market.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import market.kernel.Json;

/** Sends bytes as they are, which no proper client would, and reads whatever comes back until the engine hangs up. */
record RawHttp(URI engine) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

    /** What came back to one request on a connection of its own. */
    record Answer(int status, String head, String body, Duration took) {

        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }

        String code() {
            return json().at("/errors/0/extensions/code").asText();
        }
    }

    /** A request in the form that clients send it, to be spoilt by the headers given. */
    static byte[] post(String headers, byte[] body) {
        return join(
                ("POST /graphql HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n" + headers + "Content-Length: "
                                + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1),
                body);
    }

    static byte[] postJson(String body) {
        return postJson(body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] postJson(byte[] body) {
        return post("Content-Type: application/json\r\nAccept: " + Client.GRAPHQL_JSON + "\r\n", body);
    }

    static byte[] get(String target, String headers) {
        return ("GET " + target + " HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[] head, byte[] tail) {
        var all = new byte[head.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    Answer send(byte[] request) {
        var begun = System.nanoTime();
        try (var socket = connect()) {
            // The answer may come, and the connection go, while the rest is still being sent.
            var writer = Thread.ofVirtual().start(() -> write(socket, request));
            var answer = read(socket);
            writer.join(Duration.ofSeconds(5));
            return parse(answer, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Socket connect() throws IOException {
        var socket = new Socket(engine.getHost(), engine.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException _) {
            // The engine did not want the rest; what it said is read by the other side.
        }
    }

    static byte[] read(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        var part = new byte[8192];
        try {
            for (var length = 0; length >= 0; length = socket.getInputStream().read(part)) {
                answer.write(part, 0, length);
            }
        } catch (SocketException _) {
            // Hung up with some of the request unread; what was answered before counts.
        }
        return answer.toByteArray();
    }

    static Answer parse(byte[] bytes, Duration took) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var end = text.indexOf("\r\n\r\n");
        var matcher = STATUS.matcher(text);
        if (end < 0 || !matcher.lookingAt()) {
            return new Answer(0, text, "", took);
        }
        var head = text.substring(0, end);
        var body = text.substring(end + 4);
        return new Answer(
                Integer.parseInt(matcher.group(1)),
                head,
                head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked") ? unchunk(body) : body,
                took);
    }

    private static String unchunk(String body) {
        var whole = new StringBuilder();
        var rest = body;
        while (!rest.isEmpty()) {
            var line = rest.indexOf("\r\n");
            var bytes = rest.substring(line + 2).getBytes(StandardCharsets.UTF_8);
            var length = Integer.parseInt(rest.substring(0, line), 16);
            if (length == 0) {
                break;
            }
            whole.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
            rest = new String(bytes, length + 2, bytes.length - length - 2, StandardCharsets.UTF_8);
        }
        return whole.toString();
    }
}
