package market.cart.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import market.cart.Shopper;
import market.cart.Shoppers;
import market.cart.SignIn;
import market.graphql.Call;
import market.graphql.DeviceSession;
import market.graphql.LiveTopics;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Sessions;
import market.kernel.ShopperId;

/** Where a shopper is signed in, and ending that. */
@Singleton
class StorefrontSessions implements Resolvers {

    private static final UUID NONE = new UUID(0, 0);

    private final SignIn signIn;
    private final Shoppers shoppers;
    private final LiveTopics topics;

    StorefrontSessions(SignIn signIn, Shoppers shoppers, LiveTopics topics) {
        this.signIn = signIn;
        this.shoppers = shoppers;
        this.topics = topics;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query(
                        "mySessions",
                        call -> call.shopper()
                                .map(shopper -> devices(shopper, call))
                                .orElse(List.of()))
                .mutation("signOut", this::signOut)
                .mutation("signOutEverywhere", this::signOutEverywhere)
                .mutation("sessionRevoke", this::revoke)
                .type("DeviceSession", DeviceSession.class)
                .payload("SignOutPayload", "shopper")
                .payload("SignOutEverywherePayload", "shopper")
                .payload("SessionRevokePayload", "sessions");
    }

    private List<DeviceSession> devices(ShopperId shopper, Call call) {
        return DeviceSession.of(signIn.sessions(shopper), call);
    }

    private Payload signOut(Call call) {
        var shopper = self(call);
        signIn.signOut(call.request().token());
        topics.tellOfSession(Sessions.idOf(call.request().token()));
        return Payload.of(shopper);
    }

    private Payload signOutEverywhere(Call call) {
        var shopper = self(call);
        signIn.signOutEverywhere(shopper.id()).forEach(topics::tellOfSession);
        return Payload.of(shopper);
    }

    private Payload revoke(Call call) {
        var shopper = call.shopper().orElseThrow(StorefrontSessions::nobody);
        var session = call.input().id("sessionId", "ses").orElse(NONE);
        if (!signIn.revoke(shopper, session)) {
            return Payload.refused(SignInUserError.of(
                    SignInErrorCode.SESSION_NOT_FOUND, call.input().pathOf("sessionId"), call.language()));
        }
        topics.tellOfSession(session);
        return Payload.of(devices(shopper, call));
    }

    private Shopper self(Call call) {
        return call.shopper().flatMap(shoppers::find).orElseThrow(StorefrontSessions::nobody);
    }

    private static Refusal nobody() {
        return Refusal.unauthenticated("Nobody is signed in");
    }
}
