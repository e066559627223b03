package market.cart;

import java.util.List;
import market.kernel.Actor;

/** Puts lines aside for later, or back; a variant that is there already gets the sum. */
public record MoveCartLines(CartId cart, Actor actor, List<CartLineId> lines, Shelf to) {

    public MoveCartLines {
        lines = List.copyOf(lines);
    }

    /** The two lists of a cart. */
    public enum Shelf {
        CART,
        SAVED
    }
}
