package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.graphql.Authenticator;
import market.graphql.Surface;
import market.kernel.Actor;
import market.merchants.Credentials;

/** Knows the keys of the operator's staff; merchants' and curators' are unknown here. */
@Singleton
class OperatorAuthenticator implements Authenticator {

    private final Credentials credentials;

    OperatorAuthenticator(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public Optional<Actor> authenticate(String token) {
        return credentials.authenticate(token).filter(Actor.Operator.class::isInstance);
    }
}
