package market.merchants;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Actor;
import market.kernel.Json;
import market.kernel.Sessions;
import org.jspecify.annotations.Nullable;

/** Signing in people of merchants, pavilions and the operator by password and code, and the sessions that come of it. */
@Singleton
public class StaffSignIn {

    static final String REALM = "staff";
    static final int PASSWORD_LENGTH_MAX = 128;
    static final Duration BUSY_RETRY = Duration.ofSeconds(1);

    /**
     * Whoever signs in.
     *
     * @param address for the limits
     * @param network coarse, to be shown among the sessions
     * @param token of an earlier session on the same device, which ends; empty without one
     */
    public record Caller(String address, String network, String device, String token) {}

    /**
     * What is given as proof.
     *
     * @param role which of several roles of the same phone; null for the first that has a password
     * @param code of the person's device, or for recovery; null when none is given
     */
    public record Proof(
            StaffRole.Desk desk,
            String phone,
            @Nullable StaffRole role,
            String password,
            @Nullable String code) {}

    private final StaffAccessRepository repository;
    private final Passwords passwords;
    private final StaffCodes codes;
    private final StaffTries tries;
    private final Sessions sessions;

    StaffSignIn(
            StaffAccessRepository repository,
            Passwords passwords,
            StaffCodes codes,
            StaffTries tries,
            Sessions sessions) {
        this.repository = repository;
        this.passwords = passwords;
        this.codes = codes;
        this.tries = tries;
        this.sessions = sessions;
    }

    public StaffSignInOutcome signIn(Proof proof, Caller caller) {
        var account = account(proof.desk(), proof.phone());
        var wait = tries.count(account, caller.address());
        if (!wait.isZero()) {
            return new StaffSignInOutcome.Locked(wait);
        }
        var person = find(proof);
        var isReadable = proof.password().length() <= PASSWORD_LENGTH_MAX;
        var known = person == null || !isReadable ? null : person.passwordHash();
        return switch (passwords.verify(isReadable ? proof.password() : "", known)) {
            case BUSY -> {
                tries.giveBack(account, caller.address());
                yield new StaffSignInOutcome.Busy(BUSY_RETRY);
            }
            case WRONG -> new StaffSignInOutcome.WrongCredentials();
            case RIGHT -> checkCode(present(person), proof, caller, account);
            case RIGHT_BUT_WEAK -> {
                renew(present(person), proof.password());
                yield checkCode(present(person), proof, caller, account);
            }
        };
    }

    static String account(StaffRole.Desk desk, String phone) {
        return desk + " " + phone;
    }

    private @Nullable StaffAccessRow find(Proof proof) {
        var role = proof.role();
        var roles = Arrays.stream(StaffRole.values())
                .filter(each -> each.desk() == proof.desk() && (role == null || role == each))
                .collect(Collectors.toSet());
        // A role of another desk is nobody's here, and looking for nobody takes as long.
        return repository
                .findByPhone(proof.phone().strip(), roles.isEmpty() ? List.of(StaffRole.values()) : roles)
                .stream()
                .filter(row -> roles.contains(row.role()))
                .findFirst()
                .orElse(null);
    }

    private static StaffAccessRow present(@Nullable StaffAccessRow person) {
        if (person == null) {
            throw new IllegalStateException("Nobody's password was right");
        }
        return person;
    }

    /** The parameters were raised since the password was set. */
    private void renew(StaffAccessRow person, String password) {
        var weak = person.passwordHash();
        if (weak != null) {
            passwords.hash(password).ifPresent(hash -> repository.renewPassword(person.id(), weak, hash));
        }
    }

    private StaffSignInOutcome checkCode(StaffAccessRow person, Proof proof, Caller caller, String account) {
        var code = proof.code();
        if (person.isTotpOn() && code == null) {
            return new StaffSignInOutcome.CodeRequired();
        }
        if (person.isTotpOn() && code != null && !codes.take(person, code)) {
            return new StaffSignInOutcome.WrongCode();
        }
        tries.succeeded(account, caller.address());
        return new StaffSignInOutcome.SignedIn(open(person.toPerson(), caller), person.toPerson());
    }

    private String open(StaffMember person, Caller caller) {
        var content = Json.write(StaffSession.of(person));
        var token = sessions.open(REALM, new Sessions.Opening(person.id(), content, caller.device(), caller.network()));
        if (!caller.token().isEmpty()) {
            sessions.revoke(REALM, caller.token());
        }
        return token;
    }

    /** Whose session a token is, at this desk. */
    public Optional<Actor> authenticate(StaffRole.Desk desk, String token) {
        return session(token)
                .filter(session -> session.role().desk() == desk)
                .map(session -> session.actor(Sessions.idOf(token)));
    }

    /** The person of a session; empty for every other credential. */
    public Optional<StaffMember> person(String token) {
        return session(token)
                .flatMap(session -> repository.findById(session.staff()))
                .map(StaffAccessRow::toPerson);
    }

    private Optional<StaffSession> session(String token) {
        return Credentials.isKey(token)
                ? Optional.empty()
                : sessions.find(REALM, token).map(json -> Json.read(json, StaffSession.class));
    }

    /** Ends the session at once; an unknown token is left alone. */
    public void signOut(String token) {
        sessions.revoke(REALM, token);
    }

    /** A person's sessions on all devices, the latest used first. */
    public List<Sessions.Session> sessions(UUID person) {
        return sessions.list(REALM, person);
    }

    /** Ends a session of the person; false when it is not theirs or has ended. */
    public boolean revoke(UUID person, UUID session) {
        return sessions.revoke(REALM, person, session);
    }
}
