package market.cart;

import java.util.List;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** Sets quantities of lines; zero removes a line. */
public record UpdateCartLines(
        CartId cart, Actor actor, @Nullable Integer expectedVersion, List<NewQuantity> lines) {

    public UpdateCartLines {
        lines = List.copyOf(lines);
    }

    /** A line and how much of it the shopper wants now. */
    public record NewQuantity(CartLineId line, long quantity) {}
}
