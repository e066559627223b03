package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.merchants.Regions;
import market.merchants.SetStandingOutcome;
import market.merchants.Standing;
import market.portal.RegionPath;
import market.portal.Scopes;
import market.portal.operator.OperatorUserError.Code;
import org.jspecify.annotations.Nullable;

/** The register of merchants, and who of them may sell. */
@Singleton
class OperatorMerchants implements Resolvers {

    private static final String SCOPE = "merchants.read";
    private static final String ORDER = "merchants";
    private static final int REASON_LENGTH_MAX = 500;

    private final Merchants merchants;
    private final Regions regions;

    OperatorMerchants(Merchants merchants, Regions regions) {
        this.merchants = merchants;
        this.regions = regions;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("merchants", this::page)
                .query("merchant", this::merchant)
                .mutation("merchantStandingSet", this::setStanding)
                .payload("MerchantStandingSetPayload", "merchant")
                .errors("OperatorErrorCode", OperatorUserError.Code.class)
                .type("OperatorUserError", OperatorUserError.class)
                .connection("MerchantConnection", "MerchantEdge")
                .loader(RegionPath.class, keys -> RegionPath.load(regions, keys))
                .node("mer", this::find)
                .field("Merchant", Merchant.class, "id", (merchant, _) -> GlobalId.of("mer", merchant.id()))
                .field(
                        "Merchant",
                        Merchant.class,
                        "name",
                        (merchant, call) -> merchant.name().in(call.language()))
                .field(
                        "Merchant",
                        Merchant.class,
                        "regionPath",
                        (merchant, call) -> call.load(new RegionPath(merchant.regionCode())))
                .field(
                        "Merchant",
                        Merchant.class,
                        "suspensionReason",
                        (merchant, _) -> merchant.isActive() ? null : merchant.suspensionReason());
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1).map(values -> values.getFirst()).orElse("");
        return Connection.of(
                Slice.of(merchants.list(after, paging.first() + 1), paging.first()),
                paging,
                merchant -> Cursor.of(ORDER, merchant.code()));
    }

    @Nullable
    private Merchant merchant(Call call) {
        var by = call.arguments().object("by");
        var found = by.isGiven("code")
                ? merchants.findByCode(by.text("code"))
                : by.id("id", "mer").flatMap(id -> find(id, call));
        return found.orElse(null);
    }

    private Optional<Merchant> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return merchants.find(new MerchantId(id));
    }

    private Payload setStanding(Call call) {
        var input = call.input();
        var standing = input.choice("standing", Standing.class);
        var reason = input.optionalText("reason").map(String::strip).orElse("");
        if (!isReasonAllowed(standing, reason)) {
            return refused(Code.INVALID, call, "reason");
        }
        return merchantOf(input)
                .map(merchant -> merchants.setStanding(
                        merchant,
                        standing,
                        reason.isEmpty() ? null : reason,
                        input.integer("expectedVersion"),
                        call.operator().staff()))
                .map(outcome -> payload(outcome, call))
                .orElseGet(() -> refused(Code.NOT_FOUND, call, "merchantId"));
    }

    private static boolean isReasonAllowed(Standing standing, String reason) {
        return reason.length() <= REASON_LENGTH_MAX
                && switch (standing) {
                    case ACTIVE -> true;
                    case SUSPENDED -> !reason.isEmpty();
                };
    }

    private static Optional<MerchantId> merchantOf(Input input) {
        return input.id("merchantId", "mer").map(MerchantId::new);
    }

    private static Payload payload(SetStandingOutcome outcome, Call call) {
        return switch (outcome) {
            case SetStandingOutcome.Set set -> Payload.of(set.merchant());
            case SetStandingOutcome.NotFound _ -> refused(Code.NOT_FOUND, call, "merchantId");
            case SetStandingOutcome.VersionConflict conflict ->
                Payload.refused(OperatorUserError.of(Code.VERSION_CONFLICT, call, "expectedVersion")
                        .withVersion(conflict.currentVersion()));
        };
    }

    private static Payload refused(Code code, Call call, String member) {
        return Payload.refused(OperatorUserError.of(code, call, member));
    }
}
