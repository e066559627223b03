package market.cart.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import market.cart.AddCartLines;
import market.cart.CartId;
import market.cart.CartLineId;
import market.cart.CartOutcome;
import market.cart.CartPricing;
import market.cart.Carts;
import market.cart.CreateCart;
import market.cart.UpdateCartLines;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.kernel.Actor;
import market.kernel.GlobalId;

/** Changes of carts: arguments to commands, outcomes to payloads. */
@Singleton
class CartMutations {

    private static final int LINES_PER_CALL_MAX = 50;
    private static final int KEY_LENGTH_MAX = 128;
    // What is no id and no whole number names nothing and is no quantity: the room refuses both in its own words.
    private static final UUID NOTHING = new UUID(0, 0);
    private static final long NO_QUANTITY = -1;

    private final Carts carts;
    private final CartPricing pricing;

    CartMutations(Carts carts, CartPricing pricing) {
        this.carts = carts;
        this.pricing = pricing;
    }

    Payload create(Call call) {
        var input = call.input();
        // Guests have no name of their own; the address keeps one guest's key from finding another guest's cart.
        var scope = call.actor() instanceof Actor.Guest
                ? call.actor().principal() + " " + call.request().clientAddress()
                : call.actor().principal();
        return payload(call, carts.create(new CreateCart(call.actor(), newLines(input), scope, key(input))));
    }

    Payload add(Call call) {
        var input = call.input();
        return payload(
                call, carts.addLines(new AddCartLines(cartId(input), call.actor(), newLines(input), key(input))));
    }

    Payload update(Call call) {
        var input = call.input();
        var lines = lines(input).stream()
                .map(line -> new UpdateCartLines.NewQuantity(lineId(line, cartId(input)), quantity(line)))
                .toList();
        var expected = input.optionalInteger("expectedVersion").orElse(null);
        return payload(call, carts.updateLines(new UpdateCartLines(cartId(input), call.actor(), expected, lines)));
    }

    private Payload payload(Call call, CartOutcome outcome) {
        var input = call.input();
        var language = call.language();
        return switch (outcome) {
            case CartOutcome.Changed changed ->
                Payload.of(
                        pricing.price(changed.cart(), call.actor()),
                        ShownWarning.of(changed.cart().id(), changed.warnings()));
            case CartOutcome.NotFound _ ->
                Payload.refused(CartUserError.of(CartErrorCode.CART_NOT_FOUND, input.pathOf("cartId"), language));
            case CartOutcome.VersionConflict conflict ->
                Payload.refused(CartUserError.of(conflict, input.pathOf("expectedVersion"), language));
            case CartOutcome.KeyReused _ ->
                Payload.refused(CartUserError.of(
                        CartErrorCode.IDEMPOTENCY_KEY_REUSED, input.pathOf("idempotencyKey"), language));
            case CartOutcome.Refused refused ->
                Payload.refused(refused.faults().stream()
                        .map(fault -> CartUserError.of(fault, input.pathOf("lines"), language))
                        .toList());
        };
    }

    /** A line of another cart is no line of this one. */
    private static CartLineId lineId(Input line, CartId cart) {
        return new CartLineId(line.pairId("lineId", "lin")
                .filter(id -> id.first().equals(cart.value()))
                .map(GlobalId.Pair::second)
                .orElse(NOTHING));
    }

    private static CartId cartId(Input input) {
        return new CartId(input.id("cartId", "crt").orElse(NOTHING));
    }

    private static List<CreateCart.NewLine> newLines(Input input) {
        return lines(input).stream()
                .map(line -> new CreateCart.NewLine(
                        new VariantId(line.id("variantId", "var").orElse(NOTHING)), quantity(line)))
                .toList();
    }

    private static List<Input> lines(Input input) {
        var lines = input.objects("lines");
        if (lines.size() > LINES_PER_CALL_MAX) {
            throw Refusal.badInput(
                    input.pathOf("lines"), "at most " + LINES_PER_CALL_MAX + " lines, not " + lines.size());
        }
        return lines;
    }

    private static long quantity(Input line) {
        return line.wholeNumber("quantity").orElse(NO_QUANTITY);
    }

    private static String key(Input input) {
        var key = input.text("idempotencyKey");
        if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
            throw Refusal.badInput(
                    input.pathOf("idempotencyKey"), "must have between 1 and " + KEY_LENGTH_MAX + " characters");
        }
        return key;
    }
}
