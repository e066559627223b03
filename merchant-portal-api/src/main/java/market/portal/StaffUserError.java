package market.portal;

import java.util.List;
import market.graphql.Call;
import org.jspecify.annotations.Nullable;

/** A refusal around signing in. */
record StaffUserError(
        StaffErrorCode code,
        @Nullable List<String> field,
        String message,
        @Nullable Integer retryAfterSeconds) {

    static StaffUserError of(StaffErrorCode code, Call call) {
        return new StaffUserError(code, null, code.text().in(call.language()), null);
    }

    StaffUserError at(List<String> path) {
        return new StaffUserError(code, path, message, retryAfterSeconds);
    }

    StaffUserError retryAfter(long seconds) {
        return new StaffUserError(code, field, message, Math.toIntExact(seconds));
    }
}
