package market.graphql.execution;

import java.util.Map;
import java.util.Set;

/**
 * An answer to a guest that may be shared.
 *
 * @param maxAgeSeconds how long, by the strictest field; 0 when it may not be shared after all
 * @param keys of what it was made of
 */
public record PublicAnswer(Map<String, Object> answer, int maxAgeSeconds, Set<String> keys) {}
