package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import market.checkout.RedeemVoucher;
import market.checkout.RedeemVoucherOutcome;
import market.checkout.Voucher;
import market.checkout.VoucherId;
import market.checkout.VoucherState;
import market.checkout.Vouchers;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.LocationId;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.PageStart;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** Vouchers for a merchant's goods: which there are, and what its tills do with the codes they are shown. */
@Singleton
class MerchantVouchers implements Resolvers {

    private static final String SCOPE = "orders.read";
    private static final String ORDER = "vouchers";
    private static final int CODE_LENGTH_MAX = 64;

    private final Vouchers vouchers;

    MerchantVouchers(Vouchers vouchers) {
        this.vouchers = vouchers;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("vouchers", this::page)
                .mutation("voucherRedeem", this::redeem)
                .payload("VoucherRedeemPayload", "voucher")
                .connection("VoucherConnection", "VoucherEdge")
                .node("vou", this::find)
                .field("Voucher", Voucher.class, "id", (voucher, _) -> GlobalId.of("vou", voucher.id()))
                .field("Voucher", Voucher.class, "codeEnd", (voucher, _) -> voucher.codeEnd())
                .field("Voucher", Voucher.class, "orderId", (voucher, _) -> GlobalId.of("mor", voucher.part()))
                .field("Voucher", Voucher.class, "productId", (voucher, _) -> GlobalId.of("prd", voucher.product()))
                .field("Voucher", Voucher.class, "variantId", (voucher, _) -> GlobalId.of("var", voucher.variant()))
                .field(
                        "Voucher",
                        Voucher.class,
                        "title",
                        (voucher, call) -> voucher.title().in(call.language()))
                .field("Voucher", Voucher.class, "redeemedLocationId", (voucher, _) -> location(voucher));
    }

    private static @Nullable String location(Voucher voucher) {
        var place = voucher.redeemedLocation();
        return place == null ? null : GlobalId.of("loc", place);
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var before = paging.after(ORDER, 1)
                .map(values -> new VoucherId(PageStart.uuid(values.getFirst())))
                .orElse(Vouchers.NEWEST);
        var states = EnumSet.noneOf(VoucherState.class);
        call.arguments().texts("states").forEach(state -> states.add(VoucherState.valueOf(state)));
        return Connection.of(
                vouchers.ofMerchant(call.merchantUser().merchant(), states, before, paging.first()),
                paging,
                voucher -> Cursor.of(ORDER, voucher.id().value().toString()));
    }

    private Optional<Voucher> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return vouchers.findOfMerchant(call.merchantUser().merchant(), new VoucherId(id));
    }

    private Payload redeem(Call call) {
        var input = call.input();
        var key = IdempotencyKey.of(input);
        var code = input.text("code");
        if (code.length() > CODE_LENGTH_MAX) {
            return refused(MerchantErrorCode.INVALID, call, "code");
        }
        var place = input.optionalText("locationId");
        var location = place.flatMap(id -> GlobalId.parse("loc", id));
        if (place.isPresent() && location.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "locationId");
        }
        return payload(
                vouchers.redeem(new RedeemVoucher(
                        call.merchantUser().merchant(),
                        code,
                        location.map(LocationId::new).orElse(null),
                        key)),
                call);
    }

    private static Payload payload(RedeemVoucherOutcome outcome, Call call) {
        return switch (outcome) {
            case RedeemVoucherOutcome.Redeemed redeemed -> Payload.of(redeemed.voucher());
            case RedeemVoucherOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "code");
            case RedeemVoucherOutcome.LocationUnknown _ -> refused(MerchantErrorCode.NOT_FOUND, call, "locationId");
            case RedeemVoucherOutcome.AlreadyRedeemed already ->
                Payload.refused(
                        error(MerchantErrorCode.ALREADY_REDEEMED, call, "code").redeemedAt(already.at()));
            case RedeemVoucherOutcome.Expired _ -> refused(MerchantErrorCode.EXPIRED, call, "code");
            case RedeemVoucherOutcome.Cancelled _ -> refused(MerchantErrorCode.CANCELLED, call, "code");
            case RedeemVoucherOutcome.TooManyWrong wrong ->
                Payload.refused(
                        error(MerchantErrorCode.TOO_MANY_TRIES, call, "code").retryAfter(wrong.retryAfter()));
            case RedeemVoucherOutcome.KeyReused _ ->
                refused(MerchantErrorCode.IDEMPOTENCY_KEY_REUSED, call, "idempotencyKey");
        };
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(error(code, call, member));
    }

    private static MerchantUserError error(MerchantErrorCode code, Call call, String member) {
        return MerchantUserError.of(code, call, call.input().pathOf(member));
    }
}
