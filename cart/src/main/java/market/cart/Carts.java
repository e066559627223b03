package market.cart;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import market.kernel.Actor;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/** Carts and their changes; two tabs or two copies of the engine lose nothing of one another's. */
@Singleton
public class Carts {

    /** Empty also when the cart is another shopper's. */
    public Optional<Cart> find(CartId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Optional<Cart> ofShopper(ShopperId shopper) {
        throw new UnsupportedOperationException();
    }

    /** Opens a cart; a signed-in shopper has one only, so for such an actor the lines go into that. */
    public CartOutcome create(CreateCart command) {
        throw new UnsupportedOperationException();
    }

    public CartOutcome addLines(AddCartLines command) {
        throw new UnsupportedOperationException();
    }

    public CartOutcome updateLines(UpdateCartLines command) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives a guest's cart to a shopper who just signed in: it becomes the shopper's own, or its lines are added to the own.
     * Empty when the shopper then has no cart at all.
     */
    public Optional<CartOutcome.Changed> merge(@Nullable CartId guestCart, Actor.Shopper shopper) {
        throw new UnsupportedOperationException();
    }

    /** Takes out what was ordered; lines that are gone already are left alone. */
    public void removeLines(CartId id, Set<CartLineId> lines) {
        throw new UnsupportedOperationException();
    }
}
