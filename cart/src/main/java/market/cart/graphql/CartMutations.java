package market.cart.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import market.cart.AddCartBundle;
import market.cart.AddCartLines;
import market.cart.Cart;
import market.cart.CartId;
import market.cart.CartLine;
import market.cart.CartLineId;
import market.cart.CartOutcome;
import market.cart.Carts;
import market.cart.CreateCart;
import market.cart.MoveCartLines;
import market.cart.SetCartNote;
import market.cart.UpdateCartLines;
import market.catalog.BundleId;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.kernel.Actor;
import market.kernel.GlobalId;
import org.jspecify.annotations.Nullable;

/** Changes of carts: arguments to commands, outcomes to payloads. */
@Singleton
class CartMutations {

    private static final int LINES_PER_CALL_MAX = 50;
    private static final int KEY_LENGTH_MAX = 128;
    // What is no id and no whole number names nothing and is no quantity: the room refuses both in its own words.
    private static final UUID NOTHING = new UUID(0, 0);
    private static final long NO_QUANTITY = -1;

    private static final Pattern REFERRAL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Carts carts;

    CartMutations(Carts carts) {
        this.carts = carts;
    }

    Payload create(Call call) {
        var input = call.input();
        // Guests have no name of their own; the address keeps one guest's key from finding another guest's cart.
        var scope = call.actor() instanceof Actor.Guest
                ? call.actor().principal() + " " + call.request().clientAddress()
                : call.actor().principal();
        return payload(
                call,
                carts.create(new CreateCart(
                        call.actor(),
                        input.isGiven("purpose") ? input.choice("purpose", Cart.Purpose.class) : Cart.Purpose.SHOPPING,
                        newLines(input),
                        scope,
                        key(input))));
    }

    Payload add(Call call) {
        var input = call.input();
        return payload(
                call, carts.addLines(new AddCartLines(cartId(input), call.actor(), newLines(input), key(input))));
    }

    Payload addBundle(Call call) {
        var input = call.input();
        return payload(
                call,
                carts.addBundle(new AddCartBundle(
                        cartId(input),
                        call.actor(),
                        new BundleId(input.id("bundleId", "bdl").orElse(NOTHING)),
                        quantity(input),
                        found(input),
                        key(input))));
    }

    Payload update(Call call) {
        var input = call.input();
        var lines = lines(input).stream()
                .map(line -> new UpdateCartLines.NewQuantity(
                        lineId(line.pairId("lineId", "lin"), cartId(input)), quantity(line), newNote(line)))
                .toList();
        var expected = input.optionalInteger("expectedVersion").orElse(null);
        return payload(call, carts.updateLines(new UpdateCartLines(cartId(input), call.actor(), expected, lines)));
    }

    Payload move(Call call, MoveCartLines.Shelf to) {
        var input = call.input();
        var ids = input.texts("lineIds");
        requireFew(input, "lineIds", ids.size());
        var lines = ids.stream()
                .map(id -> lineId(GlobalId.parsePair("lin", id), cartId(input)))
                .toList();
        return payload(call, carts.moveLines(new MoveCartLines(cartId(input), call.actor(), lines, to)));
    }

    Payload setNote(Call call) {
        var input = call.input();
        return payload(call, carts.setNote(new SetCartNote(cartId(input), call.actor(), note(input))));
    }

    private Payload payload(Call call, CartOutcome outcome) {
        var input = call.input();
        var language = call.language();
        return switch (outcome) {
            case CartOutcome.Changed changed ->
                Payload.of(changed.priced(), ShownWarning.of(changed.cart().id(), changed.warnings()));
            case CartOutcome.NotFound _ ->
                Payload.refused(CartUserError.of(CartErrorCode.CART_NOT_FOUND, input.pathOf("cartId"), language));
            case CartOutcome.VersionConflict conflict ->
                Payload.refused(CartUserError.of(conflict, input.pathOf("expectedVersion"), language));
            case CartOutcome.KeyReused _ ->
                Payload.refused(CartUserError.of(
                        CartErrorCode.IDEMPOTENCY_KEY_REUSED, input.pathOf("idempotencyKey"), language));
            case CartOutcome.Busy _ ->
                throw new Refusal(Refusal.Code.CONFLICT_RETRY, "The cart is being changed by many others: try again");
            case CartOutcome.Refused refused ->
                Payload.refused(refused.faults().stream()
                        .map(fault -> CartUserError.of(fault, faultyPath(input), language))
                        .toList());
        };
    }

    /** Where the faults of this input are counted. */
    private static List<String> faultyPath(Input input) {
        if (input.has("bundleId")) {
            return input.pathOf("bundleId");
        }
        return input.pathOf(input.has("lineIds") ? "lineIds" : input.has("lines") ? "lines" : "note");
    }

    /** A line of another cart is no line of this one. */
    private static CartLineId lineId(Optional<GlobalId.Pair> line, CartId cart) {
        return new CartLineId(line.filter(id -> id.first().equals(cart.value()))
                .map(GlobalId.Pair::second)
                .orElse(NOTHING));
    }

    private static CartId cartId(Input input) {
        return new CartId(input.id("cartId", "crt").orElse(NOTHING));
    }

    private static List<CreateCart.NewLine> newLines(Input input) {
        return lines(input).stream()
                .map(line -> new CreateCart.NewLine(
                        new VariantId(line.id("variantId", "var").orElse(NOTHING)),
                        quantity(line),
                        found(line),
                        note(line)))
                .toList();
    }

    private static List<Input> lines(Input input) {
        var lines = input.objects("lines");
        requireFew(input, "lines", lines.size());
        return lines;
    }

    private static void requireFew(Input input, String member, int count) {
        if (count > LINES_PER_CALL_MAX) {
            throw Refusal.badInput(input.pathOf(member), "at most " + LINES_PER_CALL_MAX + " lines, not " + count);
        }
    }

    /** Nothing but spaces is no note. */
    private static @Nullable String note(Input input) {
        return input.optionalText("note")
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    private static UpdateCartLines.@Nullable NewNote newNote(Input line) {
        return line.has("note") ? new UpdateCartLines.NewNote(note(line)) : null;
    }

    private static CartLine.@Nullable Found found(Input line) {
        var pavilion = line.optionalText("pavilionHandle").orElse(null);
        var referral = line.optionalText("referralCode").orElse(null);
        if (referral != null && !REFERRAL.matcher(referral).matches()) {
            throw Refusal.badInput(line.pathOf("referralCode"), "1 to 64 letters, digits, -, _ or .");
        }
        return pavilion == null && referral == null ? null : new CartLine.Found(pavilion, referral);
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
