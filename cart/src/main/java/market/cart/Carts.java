package market.cart;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import market.cart.redis.RedisCarts;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.Ids;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/** Carts and their changes; two tabs or two copies of the engine lose nothing of one another's. */
@Singleton
public class Carts {

    private final CartStore store;
    private final CartEdits edits;
    private final Sellable sellable;
    private final RedisCarts carts;
    private final Ids ids;

    Carts(CartStore store, CartEdits edits, Sellable sellable, RedisCarts carts, Ids ids) {
        this.store = store;
        this.edits = edits;
        this.sellable = sellable;
        this.carts = carts;
        this.ids = ids;
    }

    /** Empty also when the cart is another shopper's. */
    public Optional<Cart> find(CartId id, Actor actor) {
        return store.find(id).filter(cart -> cart.isOpenTo(actor));
    }

    public Optional<Cart> ofShopper(ShopperId shopper) {
        return carts.ownOf(shopper.value())
                .flatMap(id -> store.find(new CartId(id)))
                .filter(cart -> shopper.equals(cart.owner()));
    }

    /** Opens a cart; a signed-in shopper has one only, so for such an actor the lines go into that. */
    public CartOutcome create(CreateCart command) {
        var request = request(command.idempotencyKey(), command.lines());
        var owner = command.actor() instanceof Actor.Shopper shopper ? shopper.id() : null;
        var candidate = ids.secret();
        var claimed = carts.claimRequest(
                        command.requestScope(), command.idempotencyKey(), candidate + " " + request.inputHash())
                .split(" ", 2);
        if (!claimed[1].equals(request.inputHash())) {
            return new CartOutcome.KeyReused();
        }
        var remembered = UUID.fromString(claimed[0]);
        var id = new CartId(owner == null ? remembered : carts.claimOwn(owner.value(), remembered));
        var outcome = add(id, new Cart(id, owner, 0, List.of(), List.of()), command.actor(), command.lines(), request);
        if (!(outcome instanceof CartOutcome.Changed)) {
            // A refused request may be mended and sent again under its key.
            carts.forgetRequest(command.requestScope(), command.idempotencyKey());
        }
        return outcome;
    }

    public CartOutcome addLines(AddCartLines command) {
        return add(
                command.cart(),
                null,
                command.actor(),
                command.lines(),
                request(command.idempotencyKey(), command.lines()));
    }

    private CartOutcome add(
            CartId id, @Nullable Cart blank, Actor actor, List<CreateCart.NewLine> lines, Cart.AppliedRequest request) {
        var goods =
                sellable.read(lines.stream().map(CreateCart.NewLine::variant).toList());
        return store.edit(id, blank, cart -> {
            if (!cart.isOpenTo(actor)) {
                return new CartOutcome.NotFound();
            }
            var earlier = cart.applied().stream()
                    .filter(applied -> applied.key().equals(request.key()))
                    .findFirst();
            if (earlier.isEmpty()) {
                return edits.add(cart, lines, actor.customerGroup(), goods, request);
            }
            return earlier.get().equals(request)
                    ? new CartOutcome.Changed(cart, List.of())
                    : new CartOutcome.KeyReused();
        });
    }

    private static Cart.AppliedRequest request(String idempotencyKey, List<CreateCart.NewLine> lines) {
        return new Cart.AppliedRequest(idempotencyKey, Digests.sha256Hex(lines.toString()));
    }

    public CartOutcome updateLines(UpdateCartLines command) {
        return store.edit(command.cart(), null, cart -> {
            if (!cart.isOpenTo(command.actor())) {
                return new CartOutcome.NotFound();
            }
            var expected = command.expectedVersion();
            if (expected != null && expected != cart.version()) {
                return new CartOutcome.VersionConflict(cart.version());
            }
            var goods = sellable.read(command.lines().stream()
                    .flatMap(change -> cart.line(change.line()).stream())
                    .map(CartLine::variant)
                    .toList());
            return edits.update(cart, command.lines(), command.actor().customerGroup(), goods);
        });
    }

    /**
     * Gives a guest's cart to a shopper who just signed in: it becomes the shopper's own, or its lines are added to the own.
     * Empty when the shopper then has no cart at all.
     */
    public Optional<CartOutcome.Changed> merge(@Nullable CartId guestCart, Actor.Shopper shopper) {
        var given =
                Optional.ofNullable(guestCart).flatMap(id -> take(id, shopper)).orElse(null);
        if (given == null) {
            return ofShopper(shopper.id()).map(cart -> new CartOutcome.Changed(cart, List.of()));
        }
        var own = new CartId(carts.claimOwn(shopper.id().value(), given.id().value()));
        if (own.equals(given.id())) {
            return Optional.of(new CartOutcome.Changed(given, List.of()));
        }
        var request = new Cart.AppliedRequest("merge " + given.id().value(), Integer.toString(given.version()));
        var blank = new Cart(own, shopper.id(), 0, List.of(), List.of());
        var outcome = store.edit(
                own,
                blank,
                cart -> cart.applied().stream()
                                .anyMatch(applied -> applied.key().equals(request.key()))
                        ? new CartOutcome.Changed(cart, List.of())
                        : edits.merge(cart, given, request));
        carts.delete(given.id().value());
        return Optional.of((CartOutcome.Changed) outcome);
    }

    /** Closes a guest's cart to everybody but the shopper first, so that nothing is added to it while it is merged. */
    private Optional<Cart> take(CartId id, Actor.Shopper shopper) {
        var outcome = store.edit(id, null, cart -> {
            if (!cart.isOpenTo(shopper)) {
                return new CartOutcome.NotFound();
            }
            return new CartOutcome.Changed(
                    cart.owner() != null
                            ? cart
                            : new Cart(cart.id(), shopper.id(), cart.version() + 1, cart.lines(), cart.applied()),
                    List.of());
        });
        return outcome instanceof CartOutcome.Changed changed ? Optional.of(changed.cart()) : Optional.empty();
    }

    /** Takes out what was ordered; lines that are gone already are left alone. */
    public void removeLines(CartId id, Set<CartLineId> lines) {
        store.edit(id, null, cart -> {
            var left = cart.lines().stream()
                    .filter(line -> !lines.contains(line.id()))
                    .toList();
            return new CartOutcome.Changed(
                    left.size() == cart.lines().size() ? cart : CartEdits.next(cart, left, null), List.of());
        });
    }
}
