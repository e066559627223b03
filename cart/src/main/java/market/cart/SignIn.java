package market.cart;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import market.cart.redis.RedisSignIn;
import market.kernel.Actor;
import market.kernel.Json;
import market.kernel.Sessions;
import market.kernel.ShopperId;

/** Signing in by a code sent to the phone. */
@Singleton
public class SignIn {

    static final int TRIES_PER_CODE = 5;
    static final int CODES_PER_PHONE = 5;
    static final int CODES_PER_ADDRESS = 30;
    private static final String REALM = "shopper";
    private static final Duration CODE_LIVES = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int CODES = 1_000_000;

    /** What a session says; prices follow from the group, so it must not need a look-up. */
    private record SessionContent(ShopperId shopper, String group) {}

    private final RedisSignIn codes;
    private final CodeSender sender;
    private final Shoppers shoppers;
    private final Sessions sessions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignIn(RedisSignIn codes, CodeSender sender, Shoppers shoppers, Sessions sessions, Clock clock) {
        this.codes = codes;
        this.sender = sender;
        this.shoppers = shoppers;
        this.sessions = sessions;
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
        var wait = codes.countAgainst("address", clientAddress, CODES_PER_ADDRESS, WINDOW);
        if (wait.isZero()) {
            wait = codes.countAgainst("phone", normal, CODES_PER_PHONE, WINDOW);
        }
        if (!wait.isZero()) {
            return new RequestCodeOutcome.TooManyRequests(wait);
        }
        var code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
        codes.put(normal, code, TRIES_PER_CODE, CODE_LIVES);
        sender.send(normal, code);
        return new RequestCodeOutcome.Sent(clock.instant().plus(CODE_LIVES));
    }

    public SignInOutcome signIn(String phone, String code) {
        var normal = PhoneNumber.normal(phone).orElse(null);
        if (normal == null) {
            return new SignInOutcome.NoCode();
        }
        var guessed = codes.guess(normal, code);
        return switch (guessed.guess()) {
            case RIGHT -> signedIn(shoppers.findOrCreateByPhone(normal));
            case WRONG -> new SignInOutcome.WrongCode(guessed.triesLeft());
            case NO_CODE -> new SignInOutcome.NoCode();
        };
    }

    private SignInOutcome signedIn(Shopper shopper) {
        var content = new SessionContent(shopper.id(), shopper.customerGroup());
        return new SignInOutcome.SignedIn(sessions.open(REALM, Json.write(content)), shopper);
    }

    /** Whose session a token is. */
    public Optional<Actor.Shopper> authenticate(String token) {
        return sessions.find(REALM, token)
                .map(json -> Json.read(json, SessionContent.class))
                .map(content -> new Actor.Shopper(content.shopper, content.group));
    }

    /** Ends the session at once; an unknown token is left alone. */
    public void signOut(String token) {
        sessions.revoke(REALM, token);
    }
}
