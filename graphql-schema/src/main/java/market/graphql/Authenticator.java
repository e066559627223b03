package market.graphql;

import java.util.Optional;
import market.kernel.Actor;

/** Turns the bearer token of one surface into an actor. A surface may have several; the first that knows the token wins. */
public interface Authenticator {

    Surface surface();

    Optional<Actor> authenticate(String token);
}
