package market.cart;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.cart.redis.RedisSignIn;
import market.kernel.Actor;
import market.kernel.Attempts;
import market.kernel.Json;
import market.kernel.Sessions;
import market.kernel.ShopperId;

/** Signing in by a code sent to the phone, and the sessions that come of it. */
@Singleton
public class SignIn {

    static final int TRIES_PER_CODE = 5;
    static final int CODES_PER_PHONE = 5;
    static final int CODES_PER_ADDRESS = 30;
    static final int TRIES_PER_PHONE = 10;
    static final int TRIES_PER_ADDRESS = 60;
    private static final Duration CODE_LIVES = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofHours(1);

    /**
     * Whoever signs in.
     *
     * @param address for the limits
     * @param network coarse, to be shown among the sessions
     * @param token of an earlier session on the same device, which ends; empty without one
     */
    public record Caller(String address, String network, String device, String token) {}

    private final RedisSignIn codes;
    private final CodeSender sender;
    private final Shoppers shoppers;
    private final Sessions sessions;
    private final Attempts attempts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignIn(RedisSignIn codes, CodeSender sender, Shoppers shoppers, Sessions sessions, Attempts attempts, Clock clock) {
        this.codes = codes;
        this.sender = sender;
        this.shoppers = shoppers;
        this.sessions = sessions;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** Sends a code of six digits that lives five minutes and replaces an earlier one. */
    public RequestCodeOutcome requestCode(String phone, String clientAddress) {
        var normal = PhoneNumber.normal(phone).orElse(null);
        if (normal == null) {
            return new RequestCodeOutcome.InvalidPhone();
        }
        if (!sender.canSend()) {
            return new RequestCodeOutcome.Unavailable();
        }
        // The address first: whoever tries phone after phone must not use up the codes of strangers.
        var wait = attempts.count("code-address", clientAddress, CODES_PER_ADDRESS, WINDOW);
        if (wait.isZero()) {
            wait = attempts.count("code-phone", normal, CODES_PER_PHONE, WINDOW);
        }
        if (!wait.isZero()) {
            return new RequestCodeOutcome.TooManyRequests(wait);
        }
        var code = SignInCode.next(random);
        codes.put(normal, code, TRIES_PER_CODE, CODE_LIVES);
        sender.send(normal, code);
        return new RequestCodeOutcome.Sent(clock.instant().plus(CODE_LIVES));
    }

    /** Wrong tries count against the code, and over all codes against the phone and the address. */
    public SignInOutcome signIn(String phone, String code, Caller caller) {
        var normal = PhoneNumber.normal(phone).orElse(null);
        var wait = attempts.count("try-address", caller.address(), TRIES_PER_ADDRESS, WINDOW);
        if (wait.isZero() && normal != null) {
            wait = attempts.count("try-phone", normal, TRIES_PER_PHONE, WINDOW);
        }
        if (!wait.isZero()) {
            return new SignInOutcome.TooManyTries(wait);
        }
        if (normal == null) {
            return new SignInOutcome.NoCode();
        }
        var guessed = codes.guess(normal, code);
        return switch (guessed.guess()) {
            case RIGHT -> signedIn(normal, caller);
            case WRONG -> new SignInOutcome.WrongCode(guessed.triesLeft());
            case NO_CODE -> new SignInOutcome.NoCode();
        };
    }

    private SignInOutcome signedIn(String phone, Caller caller) {
        attempts.forget("try-phone", phone);
        attempts.giveBack("try-address", caller.address());
        var shopper = shoppers.findOrCreateByPhone(phone);
        var opening = new Sessions.Opening(
                shopper.id().value(), Json.write(ShopperSession.of(shopper)), caller.device(), caller.network());
        var token = sessions.open(ShopperSession.REALM, opening);
        if (!caller.token().isEmpty()) {
            // A device has one session: whoever knew the old token must not go on with it.
            sessions.revoke(ShopperSession.REALM, caller.token());
        }
        return new SignInOutcome.SignedIn(token, shopper);
    }

    /** Whose session a token is. */
    public Optional<Actor.Shopper> authenticate(String token) {
        return sessions.find(ShopperSession.REALM, token)
                .map(json -> Json.read(json, ShopperSession.class))
                .map(session -> new Actor.Shopper(session.shopper(), session.group(), session.company()));
    }

    /** Ends the session at once; an unknown token is left alone. */
    public void signOut(String token) {
        sessions.revoke(ShopperSession.REALM, token);
    }

    /** A shopper's sessions on all devices, the latest used first. */
    public List<Sessions.Session> sessions(ShopperId shopper) {
        return sessions.list(ShopperSession.REALM, shopper.value());
    }

    /** Ends a session of the shopper on another device; false when it is not theirs or has ended. */
    public boolean revoke(ShopperId shopper, UUID session) {
        return sessions.revoke(ShopperSession.REALM, shopper.value(), session);
    }

    /** Ends all of a shopper's sessions, this one too. */
    public List<UUID> signOutEverywhere(ShopperId shopper) {
        return sessions.revokeAll(ShopperSession.REALM, shopper.value());
    }
}
