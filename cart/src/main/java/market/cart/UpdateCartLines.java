package market.cart;

import java.util.List;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** Sets quantities and notes of lines; zero removes a line. */
public record UpdateCartLines(
        CartId cart, Actor actor, @Nullable Integer expectedVersion, List<NewQuantity> lines) {

    public UpdateCartLines {
        lines = List.copyOf(lines);
    }

    /** Replaces a note; null takes it away. */
    public record NewNote(@Nullable String text) {}

    /**
     * A line and how much of it the shopper wants now.
     *
     * @param note null leaves the note as it is
     */
    public record NewQuantity(
            CartLineId line, long quantity, @Nullable NewNote note) {

        public NewQuantity(CartLineId line, long quantity) {
            this(line, quantity, null);
        }
    }
}
