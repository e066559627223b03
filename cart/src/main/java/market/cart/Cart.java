package market.cart;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import market.kernel.Actor;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * A cart as it is stored, without prices.
 *
 * @param owner null while it is a guest's
 * @param version grows by one with every change
 * @param saved put aside for later: shown, but neither counted nor ordered
 * @param note to those who pack, for the whole order
 * @param applied the latest requests that changed it, so that a retry changes nothing
 */
public record Cart(
        CartId id,
        @Nullable ShopperId owner,
        Purpose purpose,
        int version,
        List<CartLine> lines,
        List<CartLine> saved,
        @Nullable String note,
        List<AppliedRequest> applied) {

    /** Of {@code lines}, and again of {@code saved}. */
    public static final int LINES_MAX = 200;

    public static final long QUANTITY_MAX = 9_999;

    /** What a cart is for. */
    public enum Purpose {
        /** Filled over days; a shopper has one. */
        SHOPPING,
        /** For one purchase beside the shopper's own cart, which it never touches. */
        BUY_NOW
    }

    /** A request by its idempotency key and the hash of its input. */
    public record AppliedRequest(String key, String inputHash) {}

    public Cart {
        // Carts outlive the engine that wrote them: what it did not know yet is not in them.
        purpose = Objects.requireNonNullElse(purpose, Purpose.SHOPPING);
        lines = List.copyOf(lines);
        saved = List.copyOf(Objects.requireNonNullElse(saved, List.of()));
        applied = List.copyOf(applied);
    }

    static Cart blank(CartId id, @Nullable ShopperId owner, Purpose purpose) {
        return new Cart(id, owner, purpose, 0, List.of(), List.of(), null, List.of());
    }

    /** A guest's cart is open to whoever knows its id; an owned one to its shopper only. */
    public boolean isOpenTo(Actor actor) {
        return owner == null
                || (actor instanceof Actor.Shopper shopper && shopper.id().equals(owner));
    }

    public Optional<CartLine> line(CartLineId lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    boolean hasApplied(String key) {
        return applied.stream().anyMatch(request -> request.key().equals(key));
    }

    Cart withLines(List<CartLine> newLines) {
        return new Cart(id, owner, purpose, version, newLines, saved, note, applied);
    }

    Cart withSaved(List<CartLine> newSaved) {
        return new Cart(id, owner, purpose, version, lines, newSaved, note, applied);
    }

    Cart withNote(@Nullable String newNote) {
        return new Cart(id, owner, purpose, version, lines, saved, newNote, applied);
    }

    Cart ownedBy(ShopperId shopper) {
        return new Cart(id, shopper, purpose, version, lines, saved, note, applied);
    }

    /** The same under the next version, remembering the latest requests only. */
    Cart next(List<AppliedRequest> requests) {
        return new Cart(id, owner, purpose, version + 1, lines, saved, note, requests);
    }
}
