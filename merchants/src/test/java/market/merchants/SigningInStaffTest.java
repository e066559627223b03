package market.merchants;

import static market.merchants.MerchantsWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import market.kernel.Actor;
import market.kernel.Sessions;
import market.merchants.StaffRole.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Passwords and codes of the people at the desks. */
class SigningInStaffTest {

    private static final AtomicInteger PHONES = new AtomicInteger();
    private static final String PASSWORD = "茶山 云雾 1978";

    private final String phone = String.format(Locale.ROOT, "137%08d", PHONES.incrementAndGet());
    private final String address = UUID.randomUUID().toString();
    private final long step = WORLD.clock.instant().getEpochSecond() / 30;
    private final UUID person = WORLD.staff.admit(null, null, phone, "周主任", StaffRole.OPERATOR);

    private StaffSignInOutcome signIn(Desk desk, String password, @Nullable String code, String earlier) {
        return WORLD.staffSignIn.signIn(
                new StaffSignIn.Proof(desk, phone, null, password, code),
                new StaffSignIn.Caller(address, "120.36.*.*", "Firefox · Linux", earlier));
    }

    private StaffSignInOutcome signIn(String password, @Nullable String code) {
        return signIn(Desk.OPERATOR, password, code, "");
    }

    private String token() {
        WORLD.access.setPassword(person, WORLD.passwords.hash(PASSWORD).orElseThrow());
        return ((StaffSignInOutcome.SignedIn) signIn(PASSWORD, null)).token();
    }

    @Test
    void a_person_signs_in_with_the_scopes_of_the_role_and_at_the_own_desk_only() {
        var token = token();

        var actor = (Actor.Operator)
                WORLD.staffSignIn.authenticate(Desk.OPERATOR, token).orElseThrow();

        assertThat(actor.staff()).isEqualTo(person);
        var scopes = new HashSet<>(StaffRole.OPERATOR.scopes());
        scopes.add(StaffRole.ACCOUNT_SCOPE);
        assertThat(actor.scopes()).isEqualTo(scopes);
        assertThat(WORLD.staffSignIn.authenticate(Desk.MERCHANT, token)).isEmpty();
        assertThat(signIn(Desk.MERCHANT, PASSWORD, null, "")).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        assertThat(WORLD.credentials.authenticate(token)).isEmpty();
        assertThat(WORLD.staffSignIn.person(token).orElseThrow().phone()).isEqualTo(phone);
    }

    @Test
    void forged_tokens_and_keys_open_no_session() {
        var token = token();

        for (var forged : List.of("", "x", token + "A", token.substring(1), "mk_live_" + token)) {
            assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, forged)).isEmpty();
            assertThat(WORLD.staffSignIn.person(forged)).isEmpty();
        }
    }

    @Test
    void unknown_people_wrong_passwords_and_people_without_one_are_refused_alike() {
        assertThat(signIn(PASSWORD, null)).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        WORLD.access.setPassword(person, WORLD.passwords.hash(PASSWORD).orElseThrow());
        assertThat(signIn("wrong " + PASSWORD, null)).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        assertThat(signIn("x".repeat(100_000), null)).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        assertThat(WORLD.staffSignIn.signIn(
                        new StaffSignIn.Proof(Desk.OPERATOR, "' OR 1=1", null, PASSWORD, null),
                        new StaffSignIn.Caller(address, "", "", "")))
                .isEqualTo(new StaffSignInOutcome.WrongCredentials());
    }

    @Test
    void ten_wrong_tries_lock_the_account_even_for_the_right_password_and_from_everywhere() {
        WORLD.access.setPassword(person, WORLD.passwords.hash(PASSWORD).orElseThrow());
        for (var i = 0; i < 10; i++) {
            assertThat(signIn("wrong", null)).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        }

        var locked = (StaffSignInOutcome.Locked) signIn(PASSWORD, null);

        assertThat(locked.retryAfter()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        assertThat(WORLD.staffSignIn.signIn(
                        new StaffSignIn.Proof(Desk.OPERATOR, phone, null, PASSWORD, null),
                        new StaffSignIn.Caller("elsewhere", "", "", "")))
                .isInstanceOf(StaffSignInOutcome.Locked.class);
    }

    @Test
    void signing_in_makes_wrong_tries_forgotten() {
        WORLD.access.setPassword(person, WORLD.passwords.hash(PASSWORD).orElseThrow());
        for (var round = 0; round < 3; round++) {
            for (var i = 0; i < 9; i++) {
                signIn("wrong", null);
            }
            assertThat(signIn(PASSWORD, null)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        }
    }

    @Test
    void guesses_at_the_same_moment_are_all_counted() throws Exception {
        WORLD.access.setPassword(person, WORLD.passwords.hash(PASSWORD).orElseThrow());
        Callable<StaffSignInOutcome> guess = () -> signIn("wrong", null);
        var compared = 0;

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : executor.invokeAll(
                    IntStream.range(0, 24).mapToObj(_ -> guess).toList())) {
                compared += outcome.get() instanceof StaffSignInOutcome.WrongCredentials ? 1 : 0;
            }
        }

        assertThat(compared).isLessThanOrEqualTo(10);
    }

    @Test
    void an_earlier_session_of_the_device_ends_at_sign_in() {
        var old = token();

        var fresh = ((StaffSignInOutcome.SignedIn) signIn(Desk.OPERATOR, PASSWORD, null, old)).token();

        assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, old)).isEmpty();
        assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, fresh)).isPresent();
        assertThat(WORLD.staffSignIn.sessions(person))
                .extracting(Sessions.Session::id)
                .containsExactly(Sessions.idOf(fresh));
    }

    @Test
    void a_new_password_wants_the_old_one_and_ends_the_other_sessions() {
        var other = token();
        var token = ((StaffSignInOutcome.SignedIn) signIn(PASSWORD, null)).token();

        assertThat(WORLD.staffAccess.setPassword(token, address, "wrong", "a new and long one"))
                .isEqualTo(new StaffAccessOutcome.WrongPassword());
        for (var unfit : List.of("short", "aaaaaaaaaaaaaaa", "my " + phone, "x".repeat(5_000))) {
            assertThat(WORLD.staffAccess.setPassword(token, address, PASSWORD, unfit))
                    .isEqualTo(new StaffAccessOutcome.Unfit());
        }
        assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, other)).isPresent();
        assertThat(WORLD.staffAccess.setPassword(token, address, PASSWORD, "a new and long one"))
                .isInstanceOf(StaffAccessOutcome.Done.class);
        assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, other)).isEmpty();
        assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, token)).isPresent();
        assertThat(signIn(PASSWORD, null)).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        assertThat(signIn("a new and long one", null)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(WORLD.staffAccess.setPassword("mk_live_x", address, PASSWORD, "a new and long one"))
                .isEqualTo(new StaffAccessOutcome.NotAPerson());
    }

    @Test
    void a_hash_of_weaker_parameters_is_renewed_at_sign_in() {
        var weak = new Passwords(8_192, 1, 1).hash(PASSWORD).orElseThrow();
        WORLD.access.setPassword(person, weak);

        assertThat(signIn(PASSWORD, null)).isInstanceOf(StaffSignInOutcome.SignedIn.class);

        var renewed = WORLD.access.findById(person).orElseThrow().passwordHash();
        assertThat(renewed).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(weak);
        assertThat(WORLD.passwords.verify(PASSWORD, renewed)).isEqualTo(Passwords.Verdict.RIGHT);
    }

    @Test
    void an_issued_password_replaces_all_that_the_person_had() {
        var token = token();

        var issued = (StaffAccessOutcome.Issued) WORLD.staffAccess.issuePassword(phone, StaffRole.OPERATOR);

        assertThat(WORLD.staffSignIn.authenticate(Desk.OPERATOR, token)).isEmpty();
        assertThat(signIn(PASSWORD, null)).isEqualTo(new StaffSignInOutcome.WrongCredentials());
        assertThat(signIn(issued.password(), null)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(WORLD.staffAccess.issuePassword(phone, StaffRole.OWNER))
                .isEqualTo(new StaffAccessOutcome.NotAPerson());
    }

    @Test
    void codes_are_asked_for_once_confirmed_and_each_is_taken_once() {
        var token = token();
        assertThat(WORLD.staffAccess.enrolTotp(token, address, "wrong"))
                .isEqualTo(new StaffAccessOutcome.WrongPassword());
        var enrolled = (StaffAccessOutcome.Enrolled) WORLD.staffAccess.enrolTotp(token, address, PASSWORD);
        assertThat(enrolled.secret()).matches("[A-Z2-7]{32}");
        assertThat(signIn(PASSWORD, null)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(WORLD.staffAccess.confirmTotp(token, address, "000000x"))
                .isEqualTo(new StaffAccessOutcome.WrongCode());

        var confirmed = (StaffAccessOutcome.Confirmed) WORLD.staffAccess.confirmTotp(token, address, code(0));

        assertThat(confirmed.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        assertThat(WORLD.staffAccess.enrolTotp(token, address, PASSWORD)).isEqualTo(new StaffAccessOutcome.NotNow());
        assertThat(signIn(PASSWORD, null)).isEqualTo(new StaffSignInOutcome.CodeRequired());
        assertThat(signIn(PASSWORD, code(0))).isEqualTo(new StaffSignInOutcome.WrongCode());
        assertThat(signIn(PASSWORD, code(1))).isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(signIn(PASSWORD, code(1))).isEqualTo(new StaffSignInOutcome.WrongCode());
        var recovery = confirmed.recoveryCodes().getFirst();
        assertThat(signIn(PASSWORD, recovery.replace("-", "").toUpperCase(Locale.ROOT)))
                .isInstanceOf(StaffSignInOutcome.SignedIn.class);
        assertThat(signIn(PASSWORD, recovery)).isEqualTo(new StaffSignInOutcome.WrongCode());
        assertThat(WORLD.staffAccess.disableTotp(token, address, PASSWORD, recovery))
                .isEqualTo(new StaffAccessOutcome.WrongCode());
        assertThat(WORLD.staffAccess.disableTotp(
                        token, address, PASSWORD, confirmed.recoveryCodes().get(1)))
                .isInstanceOf(StaffAccessOutcome.Done.class);
        assertThat(signIn(PASSWORD, null)).isInstanceOf(StaffSignInOutcome.SignedIn.class);
    }

    @Test
    void one_code_signs_in_one_of_many_at_the_same_moment() throws Exception {
        var token = token();
        WORLD.staffAccess.enrolTotp(token, address, PASSWORD);
        WORLD.staffAccess.confirmTotp(token, address, code(-1));
        var code = code(0);
        var row = WORLD.access.findById(person).orElseThrow();
        Callable<Boolean> take = () -> WORLD.codes.take(row, code);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = 0;
            for (var each : executor.invokeAll(
                    IntStream.range(0, 16).mapToObj(_ -> take).toList())) {
                taken += each.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    /** The code of the person's device, some steps from the test's beginning: it may pass from one step to the next. */
    private String code(int steps) {
        var secret = WORLD.access.findById(person).orElseThrow().totpSecret();
        assertThat(secret).isNotNull();
        return Totp.code(
                WORLD.secrets.open(person, secret == null ? "" : secret).orElseThrow(), step + steps);
    }
}
