package market.graphql;

import market.kernel.Actor;
import market.kernel.Language;

/**
 * What is known of a request before it runs.
 *
 * @param clientAddress where it came from, for rate limits; never stored
 * @param token as it was sent; empty without one
 * @param userAgent what the caller's program says of itself; anybody may claim anything
 */
public record RequestContext(
        Surface surface,
        Actor actor,
        Language language,
        String traceId,
        String clientAddress,
        String token,
        String userAgent) {

    public RequestContext(
            Surface surface, Actor actor, Language language, String traceId, String clientAddress, String token) {
        this(surface, actor, language, traceId, clientAddress, token, "");
    }

    /** What the caller's device is called, as far as it says so. */
    public String device() {
        return Devices.name(userAgent);
    }

    /** Where the request came from, too coarse to find anybody. */
    public String network() {
        return Devices.network(clientAddress);
    }
}
