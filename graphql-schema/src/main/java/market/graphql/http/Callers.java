package market.graphql.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import market.graphql.Authenticator;
import market.graphql.Refusal;
import market.graphql.RequestContext;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.Language;

/** Who makes a request, and from where. */
@Singleton
final class Callers {

    private static final int USER_AGENT_LENGTH_MAX = 512;

    private final List<Authenticator> authenticators;
    private final ClientAddresses addresses;

    Callers(Collection<Authenticator> authenticators, ClientAddresses addresses) {
        this.authenticators = List.copyOf(authenticators);
        this.addresses = addresses;
    }

    RequestContext context(Surface surface, HttpRequest<?> request, Language language, String traceId) {
        var token = bearer(request).orElse("");
        return new RequestContext(
                surface, actor(surface, token), language, traceId, addresses.of(request), token, userAgent(request));
    }

    private Actor actor(Surface surface, String token) {
        if (token.isEmpty()) {
            // What a guest may do is the operation's to say: on the closed surfaces, to sign in and nothing else.
            return new Actor.Guest();
        }
        return authenticators.stream()
                .filter(each -> each.surface() == surface)
                .flatMap(each -> each.authenticate(token).stream())
                .findFirst()
                .orElseThrow(() -> Refusal.unauthenticated("The credential is unknown or has ended"));
    }

    /** Whether the credential of a request that goes on for long still opens what it did. */
    boolean isStillGood(RequestContext context) {
        if (context.token().isEmpty()) {
            return true;
        }
        return authenticators.stream()
                .filter(each -> each.surface() == context.surface())
                .anyMatch(each -> each.authenticate(context.token()).isPresent());
    }

    private static String userAgent(HttpRequest<?> request) {
        var given = request.getHeaders().get(HttpHeaders.USER_AGENT);
        return given == null ? "" : given.substring(0, Math.min(given.length(), USER_AGENT_LENGTH_MAX));
    }

    private static Optional<String> bearer(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).trim());
    }
}
