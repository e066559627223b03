package market.portal;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.DeviceSession;
import market.graphql.LiveTopics;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.Wiring;
import market.kernel.Sessions;
import market.merchants.StaffAccess;
import market.merchants.StaffAccessOutcome;
import market.merchants.StaffMember;
import market.merchants.StaffRole;
import market.merchants.StaffSignIn;
import market.merchants.StaffSignInOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and the own access of people, which both closed surfaces have alike. */
@Singleton
public final class StaffDesk {

    private static final Logger LOG = LoggerFactory.getLogger(StaffDesk.class);
    private static final UUID NONE = new UUID(0, 0);

    /** What a person's program keeps. */
    private record NewSession(String token, StaffMember person) {}

    private final StaffSignIn signIn;
    private final StaffAccess access;
    private final LiveTopics topics;

    StaffDesk(StaffSignIn signIn, StaffAccess access, LiveTopics topics) {
        this.signIn = signIn;
        this.access = access;
        this.topics = topics;
    }

    /** The fields for one surface, whose people sign in at this desk. */
    public void register(Wiring wiring, StaffRole.Desk desk) {
        wiring.query("staffMember", call -> person(call).orElse(null))
                .query(
                        "staffSessions",
                        call -> person(call)
                                .map(person -> devices(person, call))
                                .orElse(List.of()))
                .mutation("staffSignIn", call -> signIn(call, desk))
                .mutation("staffSignOut", this::signOut)
                .mutation("staffSessionRevoke", this::revoke)
                .mutation("passwordSet", this::setPassword)
                .mutation("totpEnrol", this::enrol)
                .mutation("totpConfirm", this::confirm)
                .mutation("totpDisable", this::disable)
                .payload("StaffSignInPayload", "session")
                .payload("StaffSignOutPayload", "person")
                .payload("StaffSessionRevokePayload", "sessions")
                .payload("PasswordSetPayload", "person")
                .payload("TotpEnrolPayload", "enrolment")
                .payload("TotpConfirmPayload", "recoveryCodes")
                .payload("TotpDisablePayload", "person")
                .type("StaffMember", StaffMember.class)
                .type("StaffSession", DeviceSession.class)
                .type("NewStaffSession", NewSession.class)
                .type("TotpEnrolment", StaffAccessOutcome.Enrolled.class)
                .errors("StaffErrorCode", StaffErrorCode.class)
                .type("StaffUserError", StaffUserError.class);
    }

    private Optional<StaffMember> person(Call call) {
        return signIn.person(call.request().token());
    }

    private List<DeviceSession> devices(StaffMember person, Call call) {
        return DeviceSession.of(signIn.sessions(person.id()), call);
    }

    private Payload signIn(Call call, StaffRole.Desk desk) {
        var input = call.input();
        var role = input.isGiven("role") ? input.choice("role", StaffRole.class) : null;
        var proof = new StaffSignIn.Proof(
                desk,
                input.text("phone"),
                role,
                input.text("password"),
                input.optionalText("code").orElse(null));
        var request = call.request();
        var caller =
                new StaffSignIn.Caller(request.clientAddress(), request.network(), request.device(), request.token());
        return switch (signIn.signIn(proof, caller)) {
            case StaffSignInOutcome.SignedIn done -> Payload.of(new NewSession(done.token(), done.person()));
            case StaffSignInOutcome.WrongCredentials _ -> refused(StaffErrorCode.WRONG_CREDENTIALS, call, null);
            case StaffSignInOutcome.CodeRequired _ -> refused(StaffErrorCode.CODE_REQUIRED, call, "code");
            case StaffSignInOutcome.WrongCode _ -> refused(StaffErrorCode.WRONG_CODE, call, "code");
            case StaffSignInOutcome.Locked locked -> locked(locked.retryAfter(), call);
            case StaffSignInOutcome.Busy busy -> throw Refusal.unavailable(busy.retryAfter());
        };
    }

    private Payload signOut(Call call) {
        var person = person(call);
        if (person.isEmpty()) {
            return refused(StaffErrorCode.NOT_A_PERSON, call, null);
        }
        signIn.signOut(call.request().token());
        topics.tellOfSession(Sessions.idOf(call.request().token()));
        return Payload.of(person.get());
    }

    private Payload revoke(Call call) {
        var person = person(call);
        if (person.isEmpty()) {
            return refused(StaffErrorCode.NOT_A_PERSON, call, null);
        }
        var session = call.input().id("sessionId", "ses").orElse(NONE);
        if (!signIn.revoke(person.get().id(), session)) {
            return refused(StaffErrorCode.SESSION_NOT_FOUND, call, "sessionId");
        }
        topics.tellOfSession(session);
        return Payload.of(devices(person.get(), call));
    }

    private Payload setPassword(Call call) {
        var input = call.input();
        return payload(
                access.setPassword(token(call), address(call), input.text("current"), input.text("replacement")),
                call,
                "current");
    }

    private Payload enrol(Call call) {
        return payload(access.enrolTotp(token(call), address(call), call.input().text("password")), call, "password");
    }

    private Payload confirm(Call call) {
        return payload(
                access.confirmTotp(token(call), address(call), call.input().text("code")), call, null);
    }

    private Payload disable(Call call) {
        var input = call.input();
        return payload(
                access.disableTotp(token(call), address(call), input.text("password"), input.text("code")),
                call,
                "password");
    }

    /** @param password the member that holds it; null where none is asked for */
    private static Payload payload(StaffAccessOutcome outcome, Call call, @Nullable String password) {
        return switch (outcome) {
            case StaffAccessOutcome.Done done -> Payload.of(done.person());
            case StaffAccessOutcome.Enrolled enrolled -> Payload.of(enrolled);
            case StaffAccessOutcome.Confirmed confirmed -> Payload.of(confirmed.recoveryCodes());
            case StaffAccessOutcome.Issued issued -> Payload.of(issued.password());
            case StaffAccessOutcome.NotAPerson _ -> refused(StaffErrorCode.NOT_A_PERSON, call, null);
            case StaffAccessOutcome.WrongPassword _ -> refused(StaffErrorCode.WRONG_CREDENTIALS, call, password);
            case StaffAccessOutcome.WrongCode _ -> refused(StaffErrorCode.WRONG_CODE, call, "code");
            case StaffAccessOutcome.Unfit _ -> refused(StaffErrorCode.PASSWORD_UNFIT, call, "replacement");
            case StaffAccessOutcome.NotNow _ -> refused(StaffErrorCode.INVALID_STATE, call, null);
            case StaffAccessOutcome.Locked locked -> locked(locked.retryAfter(), call);
            case StaffAccessOutcome.Busy busy -> throw Refusal.unavailable(busy.retryAfter());
        };
    }

    /** Only where the operator's people are the callers. */
    public void registerIssuing(Wiring wiring) {
        wiring.mutation("staffPasswordIssue", this::issue).payload("StaffPasswordIssuePayload", "password");
    }

    private Payload issue(Call call) {
        var input = call.input();
        var outcome = access.issuePassword(input.text("phone"), input.choice("role", StaffRole.class));
        if (outcome instanceof StaffAccessOutcome.NotAPerson) {
            return refused(StaffErrorCode.NOT_FOUND, call, "phone");
        }
        LOG.info("A password was issued to a person by {}", call.actor().principal());
        return payload(outcome, call, null);
    }

    private static Payload locked(Duration retryAfter, Call call) {
        return Payload.refused(
                StaffUserError.of(StaffErrorCode.TOO_MANY_TRIES, call).retryAfter(retryAfter.toSeconds() + 1));
    }

    private static Payload refused(StaffErrorCode code, Call call, @Nullable String member) {
        var error = StaffUserError.of(code, call);
        return Payload.refused(member == null ? error : error.at(call.input().pathOf(member)));
    }

    private static String token(Call call) {
        return call.request().token();
    }

    private static String address(Call call) {
        return call.request().clientAddress();
    }
}
