package market.graphql.http;

import java.util.Locale;
import market.graphql.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What the Accept header leaves open.
 *
 * @param type of single answers, and of refusals whatever is accepted
 * @param takesStream a subscription may be answered as it goes on
 * @param isStreamOnly nothing else is taken: a single answer is streamed too
 */
record Accepted(AnswerType type, boolean takesStream, boolean isStreamOnly) {

    static Accepted of(@Nullable String accept) {
        var takesStream = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
        if (!takesStream) {
            return new Accepted(AnswerType.negotiate(accept), false, false);
        }
        try {
            return new Accepted(AnswerType.negotiate(accept), true, false);
        } catch (Refusal _) {
            return new Accepted(AnswerType.JSON, true, true);
        }
    }
}
