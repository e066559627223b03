package market.cart;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import market.cart.redis.RedisCarts;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Carts as records. Every change is read, computed and written only if nobody else wrote meanwhile, else done again. */
@Singleton
class CartStore {

    // Far above what the taps of one person can bring about; each round waits a little longer than the last.
    private static final int ROUNDS_MAX = 300;
    private static final long PAUSE_NANOS = 200_000;
    private static final int PAUSE_ROUNDS_MAX = 25;

    private final RedisCarts carts;

    CartStore(RedisCarts carts) {
        this.carts = carts;
    }

    Optional<Cart> find(CartId id) {
        return carts.read(id.value()).map(stored -> Json.read(stored.body(), Cart.class));
    }

    /**
     * Changes a cart: what the edit answers is saved if it is a cart of a higher version.
     *
     * @param blank where to begin when there is no such cart; without it, none is made
     */
    CartOutcome edit(CartId id, @Nullable Cart blank, Function<Cart, CartOutcome> edit) {
        for (var round = 1; round <= ROUNDS_MAX; round++) {
            var current = find(id).orElse(blank);
            if (current == null) {
                return new CartOutcome.NotFound();
            }
            var outcome = edit.apply(current);
            if (!(outcome instanceof CartOutcome.Changed changed)
                    || changed.cart().version() == current.version()
                    || save(current, changed.cart())) {
                return outcome;
            }
            var longest = PAUSE_NANOS * Math.min(round, PAUSE_ROUNDS_MAX);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
        throw new IllegalStateException("A cart changed " + ROUNDS_MAX + " times while it was being changed");
    }

    private boolean save(Cart before, Cart after) {
        return carts.replace(after.id().value(), before.version(), after.version(), Json.write(after));
    }
}
