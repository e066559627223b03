package market.graphql.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was sent.
 *
 * @param query null when only a hash was sent
 * @param sha256 what the client says its document's hash is
 */
record Asked(
        @Nullable String query,
        @Nullable String sha256,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        boolean isReadOnly) {}
