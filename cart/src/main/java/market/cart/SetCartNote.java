package market.cart;

import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** Replaces the note of a cart; null takes it away. */
public record SetCartNote(
        CartId cart, Actor actor, @Nullable String note) {

    public static final int LENGTH_MAX = 1_000;
}
