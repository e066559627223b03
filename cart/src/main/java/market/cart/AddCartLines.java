package market.cart;

import java.util.List;
import market.kernel.Actor;

/** Adds to a cart; a variant that is there already gets the sum. */
public record AddCartLines(CartId cart, Actor actor, List<CreateCart.NewLine> lines, String idempotencyKey) {

    public AddCartLines {
        lines = List.copyOf(lines);
    }
}
