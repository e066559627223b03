package market.cart.graphql;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.cart.SignIn;
import market.graphql.Authenticator;
import market.graphql.Surface;
import market.kernel.Actor;

/** Knows the tokens of shoppers. */
@Singleton
class ShopperAuthenticator implements Authenticator {

    private final SignIn signIn;

    ShopperAuthenticator(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public Optional<Actor> authenticate(String token) {
        return signIn.authenticate(token).map(shopper -> shopper);
    }
}
