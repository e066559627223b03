package market.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A Lua script kept as a resource beside the class that runs it. */
public record RedisScript(String body, String digest) {

    public static RedisScript load(Class<?> owner, String resource) {
        try (var in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No script " + resource + " beside " + owner.getName());
            }
            var body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new RedisScript(body, Digests.sha1Hex(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
