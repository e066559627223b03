package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.graphql.Authenticator;
import market.graphql.Surface;
import market.kernel.Actor;
import market.merchants.Credentials;
import market.merchants.StaffRole;
import market.merchants.StaffSignIn;

/** Knows the keys and the people of merchants and of pavilions; the operator's are unknown here. */
@Singleton
class MerchantAuthenticator implements Authenticator {

    private final Credentials credentials;
    private final StaffSignIn staff;

    MerchantAuthenticator(Credentials credentials, StaffSignIn staff) {
        this.credentials = credentials;
        this.staff = staff;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public Optional<Actor> authenticate(String token) {
        if (!Credentials.isKey(token)) {
            return staff.authenticate(StaffRole.Desk.MERCHANT, token);
        }
        return credentials.authenticate(token).filter(MerchantAuthenticator::belongsHere);
    }

    private static boolean belongsHere(Actor actor) {
        return switch (actor) {
            case Actor.MerchantUser _, Actor.Curator _ -> true;
            case Actor.Guest _, Actor.Shopper _, Actor.Operator _ -> false;
        };
    }
}
