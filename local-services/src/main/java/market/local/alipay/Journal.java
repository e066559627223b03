package market.local.alipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Events as JSON, one a line, only ever appended to; read back at the start. */
final class Journal implements AutoCloseable {
    // Amounts come back as they were written: neither as binary fractions nor without their last zero.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final List<TradeEvent> former = new ArrayList<>();
    private final FileChannel channel;

    Journal(Path file) {
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            byte[] written = Files.readAllBytes(file);
            int whole = endOfLastLine(written);
            for (String line : new String(written, 0, whole, StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                former.add(read(line));
            }
            // A kill while writing leaves half a line; what it would have said was never answered to anybody.
            channel.truncate(whole);
            channel.position(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be read", e);
        }
    }

    /** A line is an object with one property: the kind of the event, and what it says. */
    private static TradeEvent read(String line) throws IOException {
        var property = JSON.readTree(line).properties().iterator().next();
        Class<?> kind = Arrays.stream(TradeEvent.class.getPermittedSubclasses())
                .filter(event -> event.getSimpleName().equals(property.getKey()))
                .findFirst()
                .orElseThrow(() -> new IOException("Unknown event " + property.getKey()));
        return (TradeEvent) JSON.treeToValue(property.getValue(), kind);
    }

    private static int endOfLastLine(byte[] written) {
        int end = written.length;
        while (end > 0 && written[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    List<TradeEvent> former() {
        return List.copyOf(former);
    }

    /** Writes the events together; they are safe from a kill when this returns. */
    void append(List<TradeEvent> events) {
        var lines = new StringBuilder();
        try {
            for (TradeEvent event : events) {
                String name = event.getClass().getSimpleName();
                lines.append(JSON.writeValueAsString(Map.of(name, event))).append('\n');
            }
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event cannot be written as JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
