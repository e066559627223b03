package market.checkout.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import market.checkout.Address;
import market.checkout.Checkout;
import market.checkout.CheckoutId;
import market.checkout.Checkouts;
import market.checkout.DeliveryOption;
import market.checkout.Orders;
import market.checkout.PickUpPlace;
import market.checkout.QuoteLine;
import market.checkout.payment.PaymentAction;
import market.graphql.Call;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.kernel.Money;
import market.merchants.RegionKey;
import org.jspecify.annotations.Nullable;

/** From cart to payment on the storefront. */
@Singleton
class StorefrontCheckout implements Resolvers {

    private final CheckoutMutations mutations;
    private final Checkouts checkouts;
    private final Orders orders;

    StorefrontCheckout(CheckoutMutations mutations, Checkouts checkouts, Orders orders) {
        this.mutations = mutations;
        this.checkouts = checkouts;
        this.orders = orders;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("checkout", this::checkout)
                .mutation("checkoutCreate", mutations::create)
                .mutation("checkoutDeliverySet", mutations::setDelivery)
                .mutation("checkoutPay", mutations::pay)
                .payload("CheckoutCreatePayload", "checkout")
                .payload("CheckoutDeliverySetPayload", "checkout")
                .type("CheckoutPayPayload", PaymentSteps.Payload.class)
                .type("PaymentRedirect", PaymentAction.Redirect.class)
                .type("PaymentQrCode", PaymentAction.QrCode.class)
                .type("PaymentKitCall", PaymentAction.KitCall.class)
                .type("PaymentNone", PaymentSteps.PaymentNone.class)
                .errors("CheckoutErrorCode", CheckoutErrorCode.class)
                .type("CheckoutUserError", CheckoutUserError.class)
                .type("Shortage", CheckoutUserError.Shortage.class)
                .type("Address", Address.class)
                .node("chk", (id, call) -> checkouts.find(new CheckoutId(id), call.actor()));
        fields(wiring);
    }

    private void fields(Wiring wiring) {
        wiring.field("Checkout", Checkout.class, "id", (checkout, _) -> GlobalId.of("chk", checkout.id()))
                .field("Checkout", Checkout.class, "status", (checkout, _) -> checkout.state())
                .field("Checkout", Checkout.class, "goodsTotal", (checkout, _) -> goods(checkout))
                .field(
                        "Checkout",
                        Checkout.class,
                        "deliveryTotal",
                        (checkout, _) -> checkout.total().minus(goods(checkout)))
                .field("Checkout", Checkout.class, "address", (checkout, _) -> address(checkout))
                .field("Checkout", Checkout.class, "order", this::order)
                .field("CheckoutPart", Checkout.Part.class, "merchant", (part, call) -> call.load(part.merchant()))
                .field("CheckoutPart", Checkout.Part.class, "chosenDelivery", (part, _) -> part.chosen())
                .field(
                        "CheckoutLine",
                        QuoteLine.class,
                        "title",
                        (line, call) -> line.title().in(call.language()))
                .field("CheckoutLine", QuoteLine.class, "variantId", (line, _) -> GlobalId.of("var", line.variant()))
                .field("CheckoutLine", QuoteLine.class, "bundle", (line, _) -> line.keptBundle())
                .field("CheckoutLine", QuoteLine.class, "quantity", (line, _) -> BigDecimal.valueOf(line.quantity()))
                .field(
                        "CheckoutLine",
                        QuoteLine.class,
                        "unitPrice",
                        (line, _) -> line.price().unitPrice())
                .field(
                        "CheckoutLine",
                        QuoteLine.class,
                        "total",
                        (line, _) -> line.price().total())
                .field(
                        "DeliveryOption",
                        DeliveryOption.class,
                        "label",
                        (option, call) -> option.label().in(call.language()))
                .field(
                        "PickUpPlace",
                        PickUpPlace.class,
                        "place",
                        (place, call) -> call.load(new RegionKey(place.regionCode())))
                .field("PickUpPlace", PickUpPlace.class, "id", (place, _) -> GlobalId.of("loc", place.location()))
                .field(
                        "PickUpPlace",
                        PickUpPlace.class,
                        "name",
                        (place, call) -> place.name().in(call.language()));
    }

    private @Nullable Object checkout(Call call) {
        return call.arguments()
                .id("id", "chk")
                .flatMap(id -> checkouts.find(new CheckoutId(id), call.actor()))
                .orElse(null);
    }

    private @Nullable Object order(Checkout checkout, Call call) {
        var order = checkout.order();
        return order == null ? null : orders.find(order, call.actor()).orElse(null);
    }

    private static @Nullable Address address(Checkout checkout) {
        var delivery = checkout.delivery();
        return delivery == null ? null : delivery.address();
    }

    private static Money goods(Checkout checkout) {
        var parts = checkout.parts();
        return Money.sum(
                parts.stream().map(Checkout.Part::goods).toList(),
                parts.getFirst().goods().currency());
    }
}
