package market.cart.graphql;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.cart.CartId;
import market.cart.CartOutcome;
import market.cart.Carts;
import market.cart.PricedCart;
import market.cart.RequestCodeOutcome;
import market.cart.Shopper;
import market.cart.Shoppers;
import market.cart.SignIn;
import market.cart.SignInOutcome;
import market.graphql.Call;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and who the shopper is. */
@Singleton
class StorefrontShopper implements Resolvers {

    /** A code on its way. */
    private record SentCode(Instant expiresAt) {}

    /** What a shopper's program keeps. */
    private record Session(String token, Shopper shopper) {}

    /** A new session with the cart as it is after the merge. */
    private record SignedIn(Session session, @Nullable PricedCart cart) {}

    private final SignIn signIn;
    private final Shoppers shoppers;
    private final Carts carts;

    StorefrontShopper(SignIn signIn, Shoppers shoppers, Carts carts) {
        this.signIn = signIn;
        this.shoppers = shoppers;
        this.carts = carts;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("me", call -> call.shopper().flatMap(shoppers::find).orElse(null))
                .node("shp", this::self)
                .mutation("signInCodeRequest", this::requestCode)
                .mutation("signIn", this::signIn)
                .field("Shopper", Shopper.class, "id", (shopper, _) -> GlobalId.of("shp", shopper.id()))
                .payload("SignInCodeRequestPayload", "code")
                .type("SignInCode", SentCode.class)
                .type("Session", Session.class)
                .field(
                        "SignInPayload",
                        Payload.class,
                        "session",
                        (payload, _) -> payload.entity() instanceof SignedIn done ? done.session : null)
                .field(
                        "SignInPayload",
                        Payload.class,
                        "cart",
                        (payload, _) -> payload.entity() instanceof SignedIn done ? done.cart : null)
                .errors("SignInErrorCode", SignInErrorCode.class)
                .type("SignInUserError", SignInUserError.class);
    }

    /** Nobody sees another shopper, also not by id. */
    private Optional<Shopper> self(UUID id, Call call) {
        return call.shopper().filter(new ShopperId(id)::equals).flatMap(shoppers::find);
    }

    private Payload requestCode(Call call) {
        var input = call.input();
        var outcome = signIn.requestCode(input.text("phone"), call.request().clientAddress());
        return switch (outcome) {
            case RequestCodeOutcome.Sent sent -> Payload.of(new SentCode(sent.expiresAt()));
            case RequestCodeOutcome.InvalidPhone _ ->
                refused(SignInErrorCode.INVALID_PHONE, input.pathOf("phone"), call);
            case RequestCodeOutcome.TooManyRequests many ->
                Payload.refused(SignInUserError.of(SignInErrorCode.TOO_MANY_REQUESTS, null, call.language())
                        .retryAfter(many.retryAfter().toSeconds() + 1));
            case RequestCodeOutcome.Unavailable _ -> refused(SignInErrorCode.UNAVAILABLE, null, call);
        };
    }

    private Payload signIn(Call call) {
        var input = call.input();
        return switch (signIn.signIn(input.text("phone"), input.text("code"), caller(call))) {
            case SignInOutcome.TooManyTries many ->
                Payload.refused(SignInUserError.of(SignInErrorCode.TOO_MANY_TRIES, null, call.language())
                        .retryAfter(many.retryAfter().toSeconds() + 1));
            case SignInOutcome.SignedIn done ->
                signedIn(
                        done,
                        input.isGiven("cartId")
                                ? input.id("cartId", "crt").map(CartId::new).orElse(null)
                                : null);
            case SignInOutcome.WrongCode wrong ->
                Payload.refused(SignInUserError.of(SignInErrorCode.WRONG_CODE, input.pathOf("code"), call.language())
                        .withTriesLeft(wrong.triesLeft()));
            case SignInOutcome.NoCode _ -> refused(SignInErrorCode.CODE_EXPIRED, input.pathOf("code"), call);
        };
    }

    private static SignIn.Caller caller(Call call) {
        var request = call.request();
        return new SignIn.Caller(request.clientAddress(), request.network(), request.device(), request.token());
    }

    private Payload signedIn(SignInOutcome.SignedIn done, @Nullable CartId guestCart) {
        var session = new Session(done.token(), done.shopper());
        var actor = done.shopper().actor();
        var merged = carts.merge(guestCart, actor)
                .filter(CartOutcome.Changed.class::isInstance)
                .map(CartOutcome.Changed.class::cast)
                .orElse(null);
        return merged == null
                ? Payload.of(new SignedIn(session, null))
                : Payload.of(
                        new SignedIn(session, merged.priced()),
                        ShownWarning.of(merged.cart().id(), merged.warnings()));
    }

    private static Payload refused(SignInErrorCode code, @Nullable List<String> field, Call call) {
        return Payload.refused(SignInUserError.of(code, field, call.language()));
    }
}
