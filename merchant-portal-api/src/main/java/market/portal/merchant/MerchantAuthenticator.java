package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.graphql.Authenticator;
import market.graphql.Surface;
import market.kernel.Actor;
import market.merchants.Credentials;

/** Knows the keys of merchants and of pavilion curators; the operator's are unknown here. */
@Singleton
class MerchantAuthenticator implements Authenticator {

    private final Credentials credentials;

    MerchantAuthenticator(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public Optional<Actor> authenticate(String token) {
        return credentials.authenticate(token).filter(MerchantAuthenticator::belongsHere);
    }

    private static boolean belongsHere(Actor actor) {
        return switch (actor) {
            case Actor.MerchantUser _, Actor.Curator _ -> true;
            case Actor.Guest _, Actor.Shopper _, Actor.Operator _ -> false;
        };
    }
}
