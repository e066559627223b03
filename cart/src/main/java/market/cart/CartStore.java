package market.cart;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import market.cart.redis.RedisCarts;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * Carts as records. Changes of one cart take turns in this copy of the engine, in the order in which they came; against other
 * copies a change is written only if nobody else wrote since it was read, else it is computed again. A turn is kept in memory,
 * so it ends with its holder. The catalogue is read before the turn, and within it only for goods that another copy just put in.
 */
@Singleton
class CartStore {

    /** Makes the next cart out of the current one; may be asked several times. */
    @FunctionalInterface
    interface Editing {
        CartEdit apply(Cart current, Sellable.Goods goods);
    }

    /** How an edit ended, with the goods that were read for it. */
    record Edited(CartEdit edit, Sellable.Goods goods) {}

    // One turn serves many carts; it is held for two trips to Redis.
    private static final int TURNS = 1_024;
    private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(3);
    // Only other copies compete within a turn, one change each at a time.
    private static final int ROUNDS_MAX = 200;
    private static final long PAUSE_NANOS = 100_000;
    private static final int PAUSE_ROUNDS_MAX = 20;

    private final RedisCarts carts;
    private final Sellable sellable;
    private final List<ReentrantLock> turns =
            Stream.generate(() -> new ReentrantLock(true)).limit(TURNS).toList();

    CartStore(RedisCarts carts, Sellable sellable) {
        this.carts = carts;
        this.sellable = sellable;
    }

    Optional<Cart> find(CartId id) {
        return carts.read(id.value()).map(stored -> Json.read(stored.body(), Cart.class));
    }

    /**
     * Changes a cart.
     *
     * @param blank where to begin when there is no such cart; without it, none is made
     * @param needs the goods to be read for a cart as it is
     */
    Edited edit(CartId id, @Nullable Cart blank, Function<Cart, Sellable.Needs> needs, Editing editing) {
        var current = find(id).orElse(blank);
        if (current == null) {
            return new Edited(new CartEdit.Not(new CartOutcome.NotFound()), Sellable.Goods.NONE);
        }
        var goods = sellable.read(needs.apply(current));
        var turn = turns.get(Math.floorMod(id.hashCode(), TURNS));
        if (!await(turn)) {
            return new Edited(new CartEdit.Not(new CartOutcome.Busy()), goods);
        }
        try {
            for (var round = 1; current != null && round <= ROUNDS_MAX; round++) {
                goods = sellable.extend(goods, needs.apply(current));
                var edit = editing.apply(current, goods);
                if (!(edit instanceof CartEdit.Next next) || isSaved(current, next.cart())) {
                    return new Edited(edit, goods);
                }
                pause(round);
                current = find(id).orElse(blank);
            }
        } finally {
            turn.unlock();
        }
        return new Edited(
                new CartEdit.Not(current == null ? new CartOutcome.NotFound() : new CartOutcome.Busy()), goods);
    }

    private boolean isSaved(Cart before, Cart after) {
        return after.version() == before.version()
                || carts.replace(after.id().value(), before.version(), after.version(), Json.write(after));
    }

    private static boolean await(ReentrantLock turn) {
        try {
            return turn.tryLock(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The first failure only says that the cart was read before the turn came; later ones that another copy was faster. */
    private static void pause(int round) {
        if (round > 1) {
            var longest = PAUSE_NANOS * Math.min(round, PAUSE_ROUNDS_MAX);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }
}
