package market.merchants;

import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import market.kernel.Sessions;
import org.jspecify.annotations.Nullable;

/** What people change of their own access; each change wants the password again, or a code. */
@Singleton
public class StaffAccess {

    static final int PASSWORD_LENGTH_MIN = 10;
    private static final String ISSUER = "Techan";

    private final StaffAccessRepository repository;
    private final Passwords passwords;
    private final StaffCodes codes;
    private final StaffTries tries;
    private final StaffSignIn signIn;
    private final Staff staff;

    StaffAccess(
            StaffAccessRepository repository,
            Passwords passwords,
            StaffCodes codes,
            StaffTries tries,
            StaffSignIn signIn,
            Staff staff) {
        this.repository = repository;
        this.passwords = passwords;
        this.codes = codes;
        this.tries = tries;
        this.signIn = signIn;
        this.staff = staff;
    }

    /** Replaces the password of the session's person; all other sessions of the person end. */
    public StaffAccessOutcome setPassword(String token, String address, String current, String replacement) {
        return proved(token, address, current, person -> {
            if (!isFit(replacement, person.phone())) {
                return new StaffAccessOutcome.Unfit();
            }
            var hash = passwords.hash(replacement);
            if (hash.isEmpty()) {
                return new StaffAccessOutcome.Busy(StaffSignIn.BUSY_RETRY);
            }
            repository.setPassword(person.id(), hash.get());
            var own = Sessions.idOf(token);
            signIn.sessions(person.id()).stream()
                    .map(Sessions.Session::id)
                    .filter(session -> !session.equals(own))
                    .forEach(session -> signIn.revoke(person.id(), session));
            return new StaffAccessOutcome.Done(person.toPerson());
        });
    }

    /**
     * Gives a person the first password, or another one to whoever lost it: all sessions of the person end, and codes are not
     * asked for until the person turns them on again.
     */
    public StaffAccessOutcome issuePassword(String phone, StaffRole role) {
        var found = repository.findByPhone(phone.strip(), List.of(role));
        if (found.isEmpty()) {
            return new StaffAccessOutcome.NotAPerson();
        }
        var password = codes.password();
        var hash = passwords.hash(password);
        if (hash.isEmpty()) {
            return new StaffAccessOutcome.Busy(StaffSignIn.BUSY_RETRY);
        }
        var staff = found.getFirst().id();
        repository.setPassword(staff, hash.get());
        codes.disable(staff);
        signIn.sessions(staff).forEach(session -> signIn.revoke(staff, session.id()));
        return new StaffAccessOutcome.Issued(password);
    }

    /**
     * Admits the operator that a new market begins with and gives out the password, once: empty as soon as any operator has
     * one. Of several copies that start at the same moment, one gives it out.
     */
    public Optional<String> issueToFirstOperator(String phone, String name) {
        if (repository.hasOperatorWithPassword()) {
            return Optional.empty();
        }
        var operator = staff.admit(null, null, phone, name, StaffRole.OPERATOR);
        var password = codes.password();
        return passwords
                .hash(password)
                .filter(hash -> repository.setFirstPassword(operator, hash) == 1)
                .map(_ -> password);
    }

    /** Makes a secret for codes; they are asked for only after the first one proved that the device has it. */
    public StaffAccessOutcome enrolTotp(String token, String address, String password) {
        return proved(token, address, password, person -> {
            var secret = codes.enrol(person.id());
            return secret.length == 0
                    ? new StaffAccessOutcome.NotNow()
                    : new StaffAccessOutcome.Enrolled(Totp.base32(secret), uri(person, secret));
        });
    }

    public StaffAccessOutcome confirmTotp(String token, String address, String code) {
        return tried(token, address, person -> {
            var secret = person.totpSecret();
            if (person.isTotpOn() || secret == null) {
                return new StaffAccessOutcome.NotNow();
            }
            var recovery = codes.confirm(person, secret, code);
            return recovery.isEmpty() ? new StaffAccessOutcome.WrongCode() : new StaffAccessOutcome.Confirmed(recovery);
        });
    }

    public StaffAccessOutcome disableTotp(String token, String address, String password, String code) {
        return proved(token, address, password, person -> {
            if (!person.isTotpOn()) {
                return new StaffAccessOutcome.NotNow();
            }
            if (!codes.take(person, code)) {
                return new StaffAccessOutcome.WrongCode();
            }
            codes.disable(person.id());
            return new StaffAccessOutcome.Done(person.toPerson());
        });
    }

    /** For development: whoever has no password gets this one. */
    public void setDevelopmentPassword(String password) {
        if (repository.countWithoutPassword() > 0) {
            passwords.hash(password).ifPresent(repository::setDevelopmentPassword);
        }
    }

    /** Whether anybody could still sign in with a password for development. */
    public boolean hasDevelopmentPasswords() {
        return repository.countDevelopment() > 0;
    }

    private StaffAccessOutcome proved(
            String token, String address, String password, Function<StaffAccessRow, StaffAccessOutcome> deed) {
        return tried(token, address, person -> switch (passwords.verify(password, known(person, password))) {
            case BUSY -> new StaffAccessOutcome.Busy(StaffSignIn.BUSY_RETRY);
            case WRONG -> new StaffAccessOutcome.WrongPassword();
            case RIGHT, RIGHT_BUT_WEAK -> deed.apply(person);
        });
    }

    private static @Nullable String known(StaffAccessRow person, String password) {
        return password.length() <= StaffSignIn.PASSWORD_LENGTH_MAX ? person.passwordHash() : null;
    }

    /** Counts the try like one to sign in: a stolen session must not be the way around the limit. */
    private StaffAccessOutcome tried(String token, String address, Function<StaffAccessRow, StaffAccessOutcome> deed) {
        var person = signIn.person(token).flatMap(known -> repository.findById(known.id()));
        if (person.isEmpty()) {
            return new StaffAccessOutcome.NotAPerson();
        }
        var account =
                StaffSignIn.account(person.get().role().desk(), person.get().phone());
        var wait = tries.count(account, address);
        if (!wait.isZero()) {
            return new StaffAccessOutcome.Locked(wait);
        }
        var outcome = deed.apply(person.get());
        switch (outcome) {
            case StaffAccessOutcome.WrongPassword _, StaffAccessOutcome.WrongCode _ -> {}
            case StaffAccessOutcome.Busy _,
                    StaffAccessOutcome.Locked _,
                    StaffAccessOutcome.Done _,
                    StaffAccessOutcome.Issued _,
                    StaffAccessOutcome.Enrolled _,
                    StaffAccessOutcome.Confirmed _,
                    StaffAccessOutcome.NotAPerson _,
                    StaffAccessOutcome.Unfit _,
                    StaffAccessOutcome.NotNow _ -> tries.giveBack(account, address);
        }
        return outcome;
    }

    private static boolean isFit(String password, String phone) {
        return password.length() >= PASSWORD_LENGTH_MIN
                && password.length() <= StaffSignIn.PASSWORD_LENGTH_MAX
                && !password.contains(phone)
                && password.chars().distinct().count() > 3;
    }

    private static String uri(StaffAccessRow person, byte[] secret) {
        var label = URLEncoder.encode(ISSUER + ":" + person.role() + " " + person.phone(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + Totp.base32(secret) + "&issuer=" + ISSUER;
    }
}
