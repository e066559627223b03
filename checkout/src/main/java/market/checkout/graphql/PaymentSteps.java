package market.checkout.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import market.checkout.Order;
import market.checkout.OrderId;
import market.checkout.Orders;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.Payments;
import market.checkout.payment.StartOutcome;
import market.checkout.payment.StartPayment;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Refusal;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** From the way to pay that a buyer chose to what the buyer's device does next. */
@Singleton
class PaymentSteps {

    private static final LocalizedText PAID = new LocalizedText("订单已支付", "The order is paid");
    private static final int PAYER_LENGTH_MAX = 128;

    /** What the buyer's device does next, when there is nothing to do. */
    record PaymentNone(String message) {}

    /** An order with the next step of its payment. */
    record Payload(@Nullable Order order, @Nullable Object paymentAction, List<CheckoutUserError> userErrors) {

        static Payload refused(CheckoutUserError error) {
            return new Payload(null, null, List.of(error));
        }
    }

    private final Orders orders;
    private final Payments payments;

    PaymentSteps(Orders orders, Payments payments) {
        this.orders = orders;
        this.payments = payments;
    }

    /** Before anything is placed or started. */
    static void check(Input input) {
        input.optionalText("returnUrl")
                .filter(url -> !Payments.isReturnUrl(url))
                .ifPresent(_ -> {
                    throw Refusal.badInput(input.pathOf("returnUrl"), "must be an http or https address");
                });
        input.optionalText("payerId")
                .filter(payer -> payer.isBlank() || payer.length() > PAYER_LENGTH_MAX)
                .ifPresent(_ -> {
                    throw Refusal.badInput(input.pathOf("payerId"), "must have 1 to 128 characters");
                });
    }

    Payload pay(Call call) {
        var input = call.input();
        check(input);
        return input.id("orderId", "ord")
                .flatMap(id -> orders.find(new OrderId(id), call.actor()))
                .map(order -> start(order, input, call))
                .orElseGet(() -> Payload.refused(
                        CheckoutUserError.of(CheckoutErrorCode.ORDER_NOT_FOUND, call, "input", "orderId")));
    }

    Payload start(Order order, Input input, Call call) {
        var method = input.text("method").split("_", 2);
        var wish = new StartPayment(
                order.id().value(),
                method[0].toUpperCase(Locale.ROOT),
                PaymentProduct.valueOf(method[1].toUpperCase(Locale.ROOT)),
                input.optionalText("returnUrl").orElse(null),
                input.optionalText("payerId").orElse(null));
        return switch (payments.start(wish)) {
            case StartOutcome.Started started -> new Payload(order, started.action(), List.of());
            case StartOutcome.AlreadyPaid _ -> new Payload(order, new PaymentNone(PAID.in(call.language())), List.of());
            case StartOutcome.NotPayable refused -> Payload.refused(refusal(refused.reason(), call));
            case StartOutcome.Unavailable _ ->
                Payload.refused(CheckoutUserError.of(CheckoutErrorCode.PAYMENT_UNAVAILABLE, call));
        };
    }

    private static CheckoutUserError refusal(StartOutcome.Reason reason, Call call) {
        return switch (reason) {
            case NO_INTENT, CANCELLED, EXPIRED -> CheckoutUserError.of(CheckoutErrorCode.PAYMENT_REFUSED, call);
            case WAY_UNKNOWN ->
                CheckoutUserError.of(CheckoutErrorCode.PAYMENT_METHOD_UNAVAILABLE, call, "input", "method");
            case MERCHANT_UNPAYABLE ->
                CheckoutUserError.of(CheckoutErrorCode.MERCHANT_UNPAYABLE, call, "input", "method");
            case PAYER_MISSING -> CheckoutUserError.of(CheckoutErrorCode.PAYER_REQUIRED, call, "input", "payerId");
        };
    }
}
