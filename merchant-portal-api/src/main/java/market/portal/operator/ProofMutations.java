package market.portal.operator;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import market.catalog.CertificateForm;
import market.catalog.CertificateKinds;
import market.catalog.CertificateState;
import market.catalog.Certificates;
import market.catalog.DecideCertificate;
import market.catalog.ListingGate;
import market.catalog.ListingGates;
import market.catalog.SetRecordOutcome;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.LocalizedText;
import market.portal.LocalizedTexts;
import market.portal.operator.OperatorUserError.Code;

/** The operator decides on certificates and sets what goods need: arguments to commands, outcomes to payloads. */
@Singleton
class ProofMutations {

    private static final int NAME_LENGTH_MAX = 60;
    private static final int REASON_LENGTH_MAX = 500;
    private static final int GATE_REASON_LENGTH_MAX = 200;

    private final Certificates certificates;
    private final CertificateKinds kinds;
    private final ListingGates gates;
    private final Clock clock;

    /** What becomes of a certificate, in the words of the contract. */
    private enum Decision {
        VERIFY(CertificateState.VERIFIED),
        REJECT(CertificateState.REJECTED),
        REVOKE(CertificateState.REVOKED);

        private final CertificateState state;

        Decision(CertificateState state) {
            this.state = state;
        }
    }

    ProofMutations(Certificates certificates, CertificateKinds kinds, ListingGates gates, Clock clock) {
        this.certificates = certificates;
        this.kinds = kinds;
        this.gates = gates;
        this.clock = clock;
    }

    Payload decide(Call call) {
        var input = call.input();
        var decision = input.choice("decision", Decision.class);
        var reason = input.optionalText("reason").map(String::strip).orElse("");
        if (reason.length() > REASON_LENGTH_MAX || (reason.isEmpty() && decision != Decision.VERIFY)) {
            return Payload.refused(OperatorUserError.of(Code.INVALID, call, "reason"));
        }
        var outcome = input.id("certificateId", "crt")
                .map(id -> certificates.decide(new DecideCertificate(
                        id,
                        decision.state,
                        reason.isEmpty() ? null : reason,
                        input.integer("expectedVersion"),
                        call.operator().staff())))
                .orElseGet(SetRecordOutcome.NotFound::new);
        return RecordPayload.of(outcome, call, "certificateId");
    }

    Payload setKind(Call call) {
        var input = call.input();
        var errors = new ArrayList<OperatorUserError>();
        var name = texts(input, "names", NAME_LENGTH_MAX, call, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        return RecordPayload.of(
                kinds.set(new CertificateForm(
                        input.text("code"),
                        name.orElseThrow(),
                        input.text("numberForm"),
                        input.text("example"),
                        input.integer("warnDays"),
                        input.flag("hasQuota"),
                        input.flag("needsBatch"),
                        input.integer("expectedVersion"))),
                call,
                "code");
    }

    Payload setGate(Call call) {
        var input = call.input();
        var errors = new ArrayList<OperatorUserError>();
        var reason = texts(input, "reasons", GATE_REASON_LENGTH_MAX, call, errors);
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        var gate = new ListingGate(
                input.text("code"),
                input.text("categoryCode"),
                input.choice("kind", ListingGate.Kind.class),
                input.texts("certificateKinds"),
                input.optionalText("numberAttribute").orElse(null),
                input.objects("attributes").stream()
                        .map(demand -> new ListingGate.Demand(
                                demand.text("code"),
                                demand.optionalDecimal("min").orElse(null),
                                demand.optionalDecimal("max").orElse(null)))
                        .toList(),
                reason.orElseThrow(),
                input.isGiven("effectiveFrom")
                        ? input.date("effectiveFrom")
                        : LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")),
                input.integer("expectedVersion"));
        return RecordPayload.of(gates.set(gate, call.operator().staff()), call, "code");
    }

    Payload removeGate(Call call) {
        var code = call.input().text("code");
        return gates.remove(code)
                ? Payload.of(code)
                : Payload.refused(OperatorUserError.of(Code.NOT_FOUND, call, "code"));
    }

    private static Optional<LocalizedText> texts(
            Input input, String member, int lengthMax, Call call, List<OperatorUserError> errors) {
        return LocalizedTexts.read(
                input, member, lengthMax, path -> errors.add(OperatorUserError.of(Code.INVALID, call, path)));
    }
}
