package market.cart;

import java.util.List;

/** What an edit makes of a cart. */
sealed interface CartEdit {
    /** The cart to be saved, if it is of a higher version, and what the shopper should be told. */
    record Next(Cart cart, List<CartWarning> warnings) implements CartEdit {}

    /** Nothing is changed. */
    record Not(CartOutcome why) implements CartEdit {}

    static CartEdit unchanged(Cart cart) {
        return new Next(cart, List.of());
    }
}
