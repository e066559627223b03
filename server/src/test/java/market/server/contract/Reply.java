package market.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import market.kernel.Json;

/** What came back. */
@SuppressWarnings("ArrayRecordComponent") // Bytes as they came; nobody compares replies.
record Reply(int status, HttpHeaders headers, byte[] bytes) {

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String text() {
        if (!header("Content-Encoding").equals("gzip")) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        return Json.read(text(), JsonNode.class);
    }

    String at(String pointer) {
        return json().at(pointer).asText();
    }

    /** Code of the first error; empty without errors. */
    String code() {
        return at("/errors/0/extensions/code");
    }

    @Override
    public String toString() {
        return status + " " + text();
    }
}
