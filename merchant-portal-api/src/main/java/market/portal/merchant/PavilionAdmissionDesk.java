package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.ApplyToPavilion;
import market.catalog.DecideAdmission;
import market.catalog.DecideAdmissionOutcome;
import market.catalog.PavilionAdmission;
import market.catalog.PavilionAdmissions;
import market.catalog.Pavilions;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Input;
import market.graphql.Paging;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Actor;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.Slice;
import market.merchants.Merchant;
import market.portal.PageStart;
import market.portal.Scopes;

/** Merchants apply to pavilions, curators decide; both see what is theirs. */
@Singleton
class PavilionAdmissionDesk implements Resolvers {

    private static final String TYPE = "PavilionAdmission";
    private static final String ORDER = "admissions";
    private static final UUID BEGINNING = new UUID(0, 0);

    private final PavilionAdmissions admissions;
    private final Pavilions pavilions;

    PavilionAdmissionDesk(PavilionAdmissions admissions, Pavilions pavilions) {
        this.admissions = admissions;
        this.pavilions = pavilions;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("pavilionAdmissions", this::ofPavilion)
                .query("pavilionApplications", this::ofMerchant)
                .mutation("pavilionApply", this::apply)
                .mutation("pavilionAdmissionDecide", this::decide)
                .payload("PavilionApplyPayload", "admission")
                .payload("PavilionAdmissionDecidePayload", "admission")
                .connection("PavilionAdmissionConnection", "PavilionAdmissionEdge")
                .node("pad", this::find)
                .field(TYPE, PavilionAdmission.class, "id", (admission, _) -> GlobalId.of("pad", admission.id()))
                .field(TYPE, PavilionAdmission.class, "offeredFeeRate", (admission, _) -> admission.offeredFee())
                .field(
                        TYPE,
                        PavilionAdmission.class,
                        "merchantCode",
                        (admission, call) -> call.load(admission.merchant())
                                .thenApply(merchant -> merchant == null ? null : ((Merchant) merchant).code()))
                .field(
                        TYPE,
                        PavilionAdmission.class,
                        "merchantName",
                        (admission, call) -> call.load(admission.merchant())
                                .thenApply(merchant -> merchant == null
                                        ? null
                                        : ((Merchant) merchant).name().in(call.language())));
    }

    private Connection ofPavilion(Call call) {
        var paging = call.paging();
        var slice = CuratedPavilion.own(pavilions, call)
                .map(pavilion -> admissions.page(pavilion, states(call.arguments()), after(paging), paging.first()))
                .orElseGet(() -> new Slice<>(List.of(), false));
        return connection(slice, paging);
    }

    private static Set<PavilionAdmission.State> states(Input arguments) {
        return arguments.texts("states").isEmpty()
                ? EnumSet.allOf(PavilionAdmission.State.class)
                : arguments.texts("states").stream()
                        .map(PavilionAdmission.State::valueOf)
                        .collect(Collectors.toSet());
    }

    private Connection ofMerchant(Call call) {
        var paging = call.paging();
        var merchant = call.merchantUser().merchant();
        return connection(admissions.ofMerchant(merchant, after(paging), paging.first()), paging);
    }

    private static UUID after(Paging paging) {
        return paging.after(ORDER, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(BEGINNING);
    }

    private static Connection connection(Slice<PavilionAdmission> slice, Paging paging) {
        return Connection.of(
                slice, paging, admission -> Cursor.of(ORDER, admission.id().toString()));
    }

    private Optional<PavilionAdmission> find(UUID id, Call call) {
        return switch (call.actor()) {
            case Actor.Curator curator -> {
                Scopes.require(call, "pavilion.read");
                yield admissions.find(id).filter(found -> found.pavilionHandle().equals(curator.pavilion()));
            }
            case Actor.MerchantUser user -> {
                Scopes.require(call, "products.read");
                yield admissions.find(id).filter(found -> found.merchant().equals(user.merchant()));
            }
            case Actor.Guest _, Actor.Shopper _, Actor.Operator _ -> Optional.empty();
        };
    }

    private Payload apply(Call call) {
        var input = call.input();
        var merchant = call.merchantUser().merchant();
        var pavilion = pavilions.findByHandle(input.text("pavilionHandle"));
        if (pavilion.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "pavilionHandle");
        }
        var outcome = admissions.apply(new ApplyToPavilion(
                merchant,
                pavilion.get(),
                input.decimal("feeRate"),
                text(input, "message").orElse(null)));
        return RecordPayload.of(outcome, call, "pavilionHandle");
    }

    private Payload decide(Call call) {
        var input = call.input();
        var pavilion = CuratedPavilion.own(pavilions, call);
        var id = input.id("admissionId", "pad");
        if (pavilion.isEmpty() || id.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "admissionId");
        }
        var outcome = admissions.decide(new DecideAdmission(
                pavilion.get(),
                id.get(),
                input.choice("decision", PavilionAdmission.Decision.class),
                input.optionalDecimal("feeRate").orElse(null),
                text(input, "reason").orElse(null),
                ((Actor.Curator) call.actor()).staff(),
                input.integer("expectedVersion")));
        return switch (outcome) {
            case DecideAdmissionOutcome.Decided decided -> Payload.of(decided.admission());
            case DecideAdmissionOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "admissionId");
            case DecideAdmissionOutcome.WrongState _ -> refused(MerchantErrorCode.INVALID_STATE, call, "decision");
            case DecideAdmissionOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
            case DecideAdmissionOutcome.Invalid invalid ->
                Payload.refused(RecordPayload.errors(invalid.faults(), call));
        };
    }

    private static Optional<String> text(Input input, String member) {
        return input.optionalText(member).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
