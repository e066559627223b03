package market.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One GraphQL request as it came over HTTP. */
public record GraphQlRequest(String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {}
