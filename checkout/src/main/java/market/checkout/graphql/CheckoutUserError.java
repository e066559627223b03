package market.checkout.graphql;

import java.math.BigDecimal;
import java.util.List;
import market.checkout.CheckoutOutcome;
import market.graphql.Call;
import market.inventory.ShortLine;
import market.kernel.GlobalId;
import org.jspecify.annotations.Nullable;

/** A refusal around a checkout. */
record CheckoutUserError(
        CheckoutErrorCode code,
        @Nullable List<String> field,
        String message,
        @Nullable Integer currentVersion,
        List<Shortage> shortages) {

    /** A line of which too little is left. */
    record Shortage(String variantId, BigDecimal requested, BigDecimal available) {

        static Shortage of(ShortLine line) {
            return new Shortage(
                    GlobalId.of("var", line.variant()),
                    BigDecimal.valueOf(line.requested()),
                    BigDecimal.valueOf(line.available()));
        }
    }

    static CheckoutUserError of(CheckoutErrorCode code, Call call, String... field) {
        return new CheckoutUserError(
                code, field.length == 0 ? null : List.of(field), code.text().in(call.language()), null, List.of());
    }

    /** The one code of each refused outcome. */
    static CheckoutUserError of(CheckoutOutcome outcome, Call call) {
        return switch (outcome) {
            case CheckoutOutcome.Done _ -> throw new IllegalArgumentException("Done is no refusal");
            case CheckoutOutcome.CartNotFound _ -> of(CheckoutErrorCode.CART_NOT_FOUND, call, "input", "cartId");
            case CheckoutOutcome.CartEmpty _ -> of(CheckoutErrorCode.CART_EMPTY, call, "input", "cartId");
            case CheckoutOutcome.CheckoutNotFound _ ->
                of(CheckoutErrorCode.CHECKOUT_NOT_FOUND, call, "input", "checkoutId");
            case CheckoutOutcome.CheckoutExpired _ ->
                of(CheckoutErrorCode.CHECKOUT_EXPIRED, call, "input", "checkoutId");
            case CheckoutOutcome.VersionConflict conflict ->
                of(CheckoutErrorCode.VERSION_CONFLICT, call, "input", "expectedVersion")
                        .withVersion(conflict.currentVersion());
            case CheckoutOutcome.GoodsUnavailable _ -> of(CheckoutErrorCode.GOODS_UNAVAILABLE, call);
            case CheckoutOutcome.InvalidQuantity _ -> of(CheckoutErrorCode.INVALID_QUANTITY, call);
            case CheckoutOutcome.BundleIncomplete _ -> of(CheckoutErrorCode.BUNDLE_INCOMPLETE, call);
            case CheckoutOutcome.OutOfStock tooFew ->
                of(CheckoutErrorCode.INSUFFICIENT_STOCK, call).withShortages(tooFew.lines());
            case CheckoutOutcome.NotDeliverable goods ->
                of(CheckoutErrorCode.NOT_DELIVERABLE, call, "input", "address", "regionCode")
                        .withShortages(goods.lines());
            case CheckoutOutcome.TooManyHolds _ -> of(CheckoutErrorCode.TOO_MANY_HOLDS, call);
            case CheckoutOutcome.AboveSaleLimit _ -> of(CheckoutErrorCode.SALE_LIMIT, call);
            case CheckoutOutcome.TryAgain _ -> of(CheckoutErrorCode.TRY_AGAIN, call);
            case CheckoutOutcome.RegionUnknown _ ->
                of(CheckoutErrorCode.ADDRESS_INVALID, call, "input", "address", "regionCode");
            case CheckoutOutcome.AddressMissing _ -> of(CheckoutErrorCode.ADDRESS_INVALID, call);
            case CheckoutOutcome.DeliveryOptionUnknown _ ->
                of(CheckoutErrorCode.DELIVERY_OPTION_UNKNOWN, call, "input", "deliveries");
            case CheckoutOutcome.KeyReused _ ->
                of(CheckoutErrorCode.IDEMPOTENCY_KEY_REUSED, call, "input", "idempotencyKey");
        };
    }

    private CheckoutUserError withVersion(int version) {
        return new CheckoutUserError(code, field, message, version, shortages);
    }

    private CheckoutUserError withShortages(List<ShortLine> lines) {
        return new CheckoutUserError(
                code,
                field,
                message,
                currentVersion,
                lines.stream().map(Shortage::of).toList());
    }
}
