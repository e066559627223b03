package market.server.explorer;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import market.graphql.Surface;
import market.kernel.Json;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** The journey as operations to try, kept beside the page as one JSON file per surface. */
final class Examples {

    private static final TypeReference<List<Example>> LIST = new TypeReference<>() {};
    private static final Map<String, String> CREDENTIAL =
            Map.of("Authorization", "Bearer <apiKey of /dev/accounts.json>");

    private Examples() {}

    /** One operation with what to know before running it. */
    record Example(Map<String, String> note, List<String> query, Map<String, Object> variables) {

        Shown in(Language language, @Nullable Map<String, String> headers) {
            var lines = note.getOrDefault(language.tag(), "").lines().map(line -> "# " + line + "\n");
            return new Shown(String.join("", lines.toList()) + String.join("\n", query) + "\n", variables, headers);
        }
    }

    /** An example as the page takes it. */
    record Shown(
            String query,
            Map<String, Object> variables,
            @Nullable Map<String, String> headers) {}

    static String of(Surface surface, Language language) {
        var headers = surface == Surface.STOREFRONT ? null : CREDENTIAL;
        var file = Asset.text(surface.name().toLowerCase(Locale.ROOT) + ".examples.json");
        return Json.write(Json.read(file, LIST).stream()
                .map(example -> example.in(language, headers))
                .toList());
    }
}
