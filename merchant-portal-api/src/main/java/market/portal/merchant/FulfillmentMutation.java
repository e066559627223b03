package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import market.checkout.MerchantOrderId;
import market.checkout.Orders;
import market.checkout.ShipOrder;
import market.checkout.ShipOrderOutcome;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;

/** A merchant's parcel leaves: arguments to a command, outcome to a payload. */
@Singleton
class FulfillmentMutation {

    private static final int TRACKING_NUMBER_LENGTH_MAX = 64;
    private static final int BATCHES_MAX = 100;

    private final Orders orders;

    FulfillmentMutation(Orders orders) {
        this.orders = orders;
    }

    Payload create(Call call) {
        var input = call.input();
        var key = IdempotencyKey.of(input);
        var fault = fault(input, call);
        if (fault.isPresent()) {
            return Payload.refused(fault.get());
        }
        var order = input.id("orderId", "mor");
        if (order.isEmpty()) {
            return payload(new ShipOrderOutcome.NotFound(), call);
        }
        return payload(
                orders.ship(new ShipOrder(
                        call.merchantUser().merchant(),
                        new MerchantOrderId(order.get()),
                        input.integer("expectedVersion"),
                        input.text("carrier"),
                        input.text("trackingNumber").strip(),
                        input.texts("batchCodes"),
                        key)),
                call);
    }

    private static Optional<MerchantUserError> fault(Input input, Call call) {
        var trackingNumber = input.text("trackingNumber").strip();
        if (trackingNumber.isEmpty() || trackingNumber.length() > TRACKING_NUMBER_LENGTH_MAX) {
            return Optional.of(MerchantUserError.of(MerchantErrorCode.INVALID, call, input.pathOf("trackingNumber")));
        }
        return input.texts("batchCodes").size() > BATCHES_MAX
                ? Optional.of(MerchantUserError.of(MerchantErrorCode.LIMIT_EXCEEDED, call, input.pathOf("batchCodes")))
                : Optional.empty();
    }

    private static Payload payload(ShipOrderOutcome outcome, Call call) {
        return switch (outcome) {
            case ShipOrderOutcome.Shipped shipped -> Payload.of(shipped.order());
            case ShipOrderOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "orderId");
            case ShipOrderOutcome.InvalidState _, ShipOrderOutcome.GivenBack _ ->
                refused(MerchantErrorCode.INVALID_STATE, call, "orderId");
            case ShipOrderOutcome.VersionConflict conflict ->
                Payload.refused(MerchantUserError.of(
                                MerchantErrorCode.VERSION_CONFLICT,
                                call,
                                call.input().pathOf("expectedVersion"))
                        .withVersion(conflict.currentVersion()));
            case ShipOrderOutcome.CarrierUnknown _ -> refused(MerchantErrorCode.INVALID, call, "carrier");
            case ShipOrderOutcome.TrackingNumberTaken _ -> refused(MerchantErrorCode.DUPLICATE, call, "trackingNumber");
            case ShipOrderOutcome.BatchUnknown unknown ->
                Payload.refused(MerchantUserError.of(
                        MerchantErrorCode.NOT_FOUND, call, pathOfBatch(call.input(), unknown.code())));
            case ShipOrderOutcome.BatchRecalled recalled ->
                Payload.refused(MerchantUserError.of(
                                MerchantErrorCode.INVALID_STATE,
                                call,
                                call.input().pathOf("batchCodes"))
                        .because(recalled.code()));
            case ShipOrderOutcome.KeyReused _ ->
                refused(MerchantErrorCode.IDEMPOTENCY_KEY_REUSED, call, "idempotencyKey");
        };
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }

    private static List<String> pathOfBatch(Input input, String code) {
        var path = new ArrayList<>(input.pathOf("batchCodes"));
        path.add(String.valueOf(input.texts("batchCodes").indexOf(code)));
        return path;
    }
}
