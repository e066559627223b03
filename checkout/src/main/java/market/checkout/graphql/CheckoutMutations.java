package market.checkout.graphql;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import market.cart.CartId;
import market.checkout.CheckoutId;
import market.checkout.CheckoutOutcome;
import market.checkout.Checkouts;
import market.checkout.Order;
import market.checkout.PlaceOrder;
import market.checkout.PlaceOrderOutcome;
import market.checkout.SetDelivery;
import market.checkout.StartCheckout;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.Payments;
import market.checkout.payment.StartOutcome;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.inventory.LocationId;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** Arguments to commands, outcomes to payloads. */
@Singleton
class CheckoutMutations {

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{8,15}");
    private static final int NAME_LENGTH_MAX = 50;
    private static final int LINE_LENGTH_MAX = 200;
    private static final LocalizedText PAID = new LocalizedText("订单已支付", "The order is paid");

    /** What the buyer's device does next, when there is nothing to do. */
    record PaymentNone(String message) {}

    /** An order with the next step of its payment. */
    record PayPayload(@Nullable Order order, @Nullable Object paymentAction, List<CheckoutUserError> userErrors) {

        static PayPayload refused(CheckoutUserError error) {
            return new PayPayload(null, null, List.of(error));
        }
    }

    private final Checkouts checkouts;
    private final Payments payments;

    CheckoutMutations(Checkouts checkouts, Payments payments) {
        this.checkouts = checkouts;
        this.payments = payments;
    }

    Payload create(Call call) {
        var input = call.input();
        var cart = input.id("cartId", "crt");
        if (cart.isEmpty()) {
            return payload(new CheckoutOutcome.CartNotFound(), call);
        }
        return payload(
                checkouts.start(new StartCheckout(
                        new CartId(cart.get()),
                        call.actor(),
                        input.integer("expectedVersion"),
                        input.text("idempotencyKey"))),
                call);
    }

    Payload setDelivery(Call call) {
        var input = call.input();
        var checkout = input.id("checkoutId", "chk");
        if (checkout.isEmpty()) {
            return payload(new CheckoutOutcome.CheckoutNotFound(), call);
        }
        var address = input.object("address");
        var fault = addressFault(address);
        if (fault.isPresent()) {
            return Payload.refused(
                    CheckoutUserError.of(CheckoutErrorCode.ADDRESS_INVALID, call, "input", "address", fault.get()));
        }
        var ways = ways(input);
        if (ways.isEmpty()) {
            return Payload.refused(
                    CheckoutUserError.of(CheckoutErrorCode.DELIVERY_OPTION_UNKNOWN, call, "input", "deliveries"));
        }
        return payload(
                checkouts.setDelivery(new SetDelivery(
                        new CheckoutId(checkout.get()),
                        call.actor(),
                        input.integer("expectedVersion"),
                        address.text("name").strip(),
                        address.text("phone"),
                        address.text("regionCode"),
                        address.text("line").strip(),
                        ways.get())),
                call);
    }

    PayPayload pay(Call call) {
        var input = call.input();
        input.optionalText("returnUrl")
                .filter(url -> !Payments.isReturnUrl(url))
                .ifPresent(_ -> {
                    throw Refusal.badInput(input.pathOf("returnUrl"), "must be an http or https address");
                });
        var checkout = input.id("checkoutId", "chk");
        if (checkout.isEmpty()) {
            return PayPayload.refused(CheckoutUserError.of(new CheckoutOutcome.CheckoutNotFound(), call));
        }
        var command = new PlaceOrder(
                new CheckoutId(checkout.get()),
                call.actor(),
                input.integer("expectedVersion"),
                input.text("method"),
                input.text("idempotencyKey"));
        return switch (checkouts.place(command)) {
            case PlaceOrderOutcome.Placed placed -> startPayment(placed.order(), input, call);
            case PlaceOrderOutcome.AlreadyPlaced placed -> startPayment(placed.order(), input, call);
            case PlaceOrderOutcome.Refused refused -> PayPayload.refused(CheckoutUserError.of(refused.reason(), call));
        };
    }

    private PayPayload startPayment(Order order, Input input, Call call) {
        var product = PaymentProduct.valueOf(
                input.text("method").replace("ALIPAY_", "").toUpperCase(Locale.ROOT));
        var returnUrl = input.optionalText("returnUrl").orElse(null);
        return switch (payments.start(order.id().value(), product, returnUrl)) {
            case StartOutcome.Started started -> new PayPayload(order, started.action(), List.of());
            case StartOutcome.AlreadyPaid _ ->
                new PayPayload(order, new PaymentNone(PAID.in(call.language())), List.of());
            case StartOutcome.NotPayable _ ->
                PayPayload.refused(CheckoutUserError.of(CheckoutErrorCode.PAYMENT_REFUSED, call));
            case StartOutcome.Unavailable _ ->
                PayPayload.refused(CheckoutUserError.of(CheckoutErrorCode.PAYMENT_UNAVAILABLE, call));
        };
    }

    private static Optional<String> addressFault(Input address) {
        var name = address.text("name").strip();
        var line = address.text("line").strip();
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
            return Optional.of("name");
        }
        if (line.isEmpty() || line.length() > LINE_LENGTH_MAX) {
            return Optional.of("line");
        }
        return PHONE.matcher(address.text("phone")).matches() ? Optional.empty() : Optional.of("phone");
    }

    /** Empty when an id is malformed. */
    private static Optional<Map<MerchantId, SetDelivery.Way>> ways(Input input) {
        var ways = new HashMap<MerchantId, SetDelivery.Way>();
        for (var choice : input.objects("deliveries")) {
            Optional<UUID> merchant = choice.id("merchantId", "mer");
            var isPlaceGiven = choice.isGiven("pickUpPlaceId");
            var place = isPlaceGiven
                    ? choice.id("pickUpPlaceId", "loc").map(LocationId::new)
                    : Optional.<LocationId>empty();
            if (merchant.isEmpty() || isPlaceGiven != place.isPresent()) {
                return Optional.empty();
            }
            ways.put(
                    new MerchantId(merchant.get()), new SetDelivery.Way(choice.text("optionCode"), place.orElse(null)));
        }
        return Optional.of(ways);
    }

    private static Payload payload(CheckoutOutcome outcome, Call call) {
        return outcome instanceof CheckoutOutcome.Done done
                ? Payload.of(done.checkout())
                : Payload.refused(CheckoutUserError.of(outcome, call));
    }
}
