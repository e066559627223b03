package market.graphql;

import market.kernel.Actor;
import market.kernel.Language;

/**
 * What is known of a request before it runs.
 *
 * @param clientAddress where it came from, for rate limits; never stored
 */
public record RequestContext(
        Surface surface, Actor actor, Language language, String traceId, String clientAddress, String token) {}
