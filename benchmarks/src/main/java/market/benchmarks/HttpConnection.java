package market.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One kept-alive HTTP/1.1 connection with blocking reads and as little work as can be: the generator shares its processors
 * with what it measures. Requests are bytes made beforehand.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int BUFFER_BYTES = 32_768;

    /** Status and body of an answer. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and copied once only.
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        boolean startsWith(String expected) {
            var length = Math.min(body.length, expected.length());
            return length == expected.length()
                    && new String(body, 0, length, StandardCharsets.US_ASCII).equals(expected);
        }
    }

    private final URI address;
    private Socket socket;
    private InputStream in;

    HttpConnection(URI address) throws IOException {
        this.address = address;
        this.socket = connect(address);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    private static Socket connect(URI address) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(
                new InetSocketAddress(InetAddress.getByName(address.getHost()), address.getPort()), TIMEOUT_MILLIS);
        return socket;
    }

    /** The bytes of a request without a body. */
    static byte[] get(URI address, String path, String... headers) {
        var lines = Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
        return ("GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n" + lines + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes of a request with a body. */
    static byte[] post(URI address, String path, String type, String body, String... headers) {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var lines = Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
        var head = ("POST " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nContent-Type: " + type
                        + "\r\nAccept: " + type + "\r\nContent-Length: " + content.length + "\r\n" + lines
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + content.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        return whole;
    }

    /** Sends a request and reads the whole answer. */
    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = status(line());
        var length = -1;
        var isChunked = false;
        var closes = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            switch (name) {
                case "content-length" ->
                    length = Integer.parseInt(header.substring(15).trim());
                case "transfer-encoding" -> isChunked = true;
                case "connection" -> closes = header.toLowerCase(Locale.ROOT).endsWith("close");
                default -> {
                    // Means nothing to the generator.
                }
            }
        }
        var body = isChunked ? chunks() : exactly(Math.max(0, length));
        if (closes) {
            reconnect();
        }
        return new Answer(status, body);
    }

    private static int status(String line) throws IOException {
        if (line.length() < 12) {
            throw new IOException("No answer in HTTP: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private byte[] chunks() throws IOException {
        var whole = new byte[0];
        while (true) {
            var size = Integer.parseInt(line().trim(), 16);
            var part = exactly(size);
            line();
            if (size == 0) {
                return whole;
            }
            var longer = new byte[whole.length + size];
            System.arraycopy(whole, 0, longer, 0, whole.length);
            System.arraycopy(part, 0, longer, whole.length, size);
            whole = longer;
        }
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        var text = new StringBuilder(80);
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private void reconnect() throws IOException {
        socket.close();
        socket = connect(address);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
