package market.graphql.http;

import java.util.Arrays;
import java.util.Locale;
import market.graphql.Refusal;
import market.graphql.Refusal.Code;
import org.jspecify.annotations.Nullable;

/** The two ways a single answer is written. */
enum AnswerType {
    /** The newer type, which tells by its status what went wrong; wins where both are as welcome. */
    GRAPHQL_JSON("application/graphql-response+json") {
        @Override
        int status(Code code) {
            return code.status();
        }
    },
    /** What clients without an opinion get. */
    JSON("application/json") {
        @Override
        int status(Code code) {
            return code.statusAsPlainJson();
        }
    };

    private final String mediaType;

    AnswerType(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract int status(Code code);

    String contentType() {
        return mediaType + "; charset=utf-8";
    }

    /** What the caller takes best; refuses a caller that takes neither. */
    static AnswerType negotiate(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return JSON;
        }
        var best = Weighed.NOTHING;
        for (var range : accept.split(",", -1)) {
            var weighed = Weighed.of(range);
            if (weighed.beats(best)) {
                best = weighed;
            }
        }
        if (best.type == null) {
            throw new Refusal(Code.NOT_ACCEPTABLE, "Accept application/graphql-response+json or application/json");
        }
        return best.type;
    }

    /** A media range of the Accept header: what of ours it means, how welcome, and how exactly it says so. */
    private record Weighed(@Nullable AnswerType type, double quality, int precision) {

        private static final Weighed NOTHING = new Weighed(null, 0, 0);

        static Weighed of(String range) {
            var parts = range.split(";", -1);
            var quality = Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(part -> part.startsWith("q="))
                    .findFirst()
                    .map(part -> quality(part.substring(2)))
                    .orElse(1.0);
            return switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                // The most exact of the three, so that it wins among equals.
                case "application/graphql-response+json" -> new Weighed(GRAPHQL_JSON, quality, 3);
                case "application/json" -> new Weighed(JSON, quality, 2);
                case "application/*" -> new Weighed(JSON, quality, 1);
                case "*/*" -> new Weighed(JSON, quality, 0);
                default -> NOTHING;
            };
        }

        boolean beats(Weighed other) {
            if (type == null || quality <= 0) {
                return false;
            }
            return quality != other.quality ? quality > other.quality : precision > other.precision;
        }

        private static double quality(String text) {
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException _) {
                return 0;
            }
        }
    }
}
