package market.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL request as it came over HTTP.
 *
 * @param isReadOnly it came by GET, so that only a query may run
 * @param isTrusted its document was registered by the operator
 */
public record GraphQlRequest(
        String query,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        boolean isReadOnly,
        boolean isTrusted) {

    /** One that may also write. */
    public GraphQlRequest(String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {
        this(query, operationName, variables, false, false);
    }
}
