package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.graphql.Authenticator;
import market.graphql.Surface;
import market.kernel.Actor;
import market.merchants.Credentials;
import market.merchants.StaffRole;
import market.merchants.StaffSignIn;

/** Knows the keys and the people of the operator; merchants' and curators' are unknown here. */
@Singleton
class OperatorAuthenticator implements Authenticator {

    private final Credentials credentials;
    private final StaffSignIn staff;

    OperatorAuthenticator(Credentials credentials, StaffSignIn staff) {
        this.credentials = credentials;
        this.staff = staff;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public Optional<Actor> authenticate(String token) {
        if (!Credentials.isKey(token)) {
            return staff.authenticate(StaffRole.Desk.OPERATOR, token);
        }
        return credentials.authenticate(token).filter(Actor.Operator.class::isInstance);
    }
}
