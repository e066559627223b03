package market.cart;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.cart.redis.RedisCarts;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.Ids;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * Carts and their changes; two tabs or two copies of the engine lose nothing of one another's. A change answers with the
 * cart priced as of now: the goods are read once for both.
 */
@Singleton
public class Carts {

    private final CartStore store;
    private final CartEdits edits;
    private final BundleEdits bundleEdits;
    private final CartPricing pricing;
    private final RedisCarts carts;
    private final Ids ids;

    Carts(CartStore store, CartEdits edits, BundleEdits bundleEdits, CartPricing pricing, RedisCarts carts, Ids ids) {
        this.store = store;
        this.edits = edits;
        this.bundleEdits = bundleEdits;
        this.pricing = pricing;
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

    /**
     * Opens a cart. A signed-in shopper has one for shopping only, so for such an actor the lines go into that; a cart to buy
     * at once is always a new one.
     */
    public CartOutcome create(CreateCart command) {
        var request = request(command.idempotencyKey(), command.lines());
        var candidate = ids.secret();
        var claimed = carts.claimRequest(
                        command.requestScope(),
                        command.idempotencyKey(),
                        candidate + " " + request.inputHash() + command.purpose())
                .split(" ", 2);
        if (!claimed[1].equals(request.inputHash() + command.purpose())) {
            return new CartOutcome.KeyReused();
        }
        var owner = command.actor() instanceof Actor.Shopper shopper ? shopper.id() : null;
        var id = new CartId(idOf(UUID.fromString(claimed[0]), owner, command.purpose()));
        var blank = Cart.blank(id, owner, command.purpose());
        var outcome = add(id, blank, command.actor(), command.lines(), request);
        if (!(outcome instanceof CartOutcome.Changed)) {
            // A refused request may be mended and sent again under its key.
            carts.forgetRequest(command.requestScope(), command.idempotencyKey());
        }
        return outcome;
    }

    private UUID idOf(UUID remembered, @Nullable ShopperId owner, Cart.Purpose purpose) {
        return switch (purpose) {
            case SHOPPING -> owner == null ? remembered : carts.claimOwn(owner.value(), remembered);
            case BUY_NOW -> remembered;
        };
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
        var variants = lines.stream().map(CreateCart.NewLine::variant).collect(Collectors.toSet());
        return change(
                id,
                blank,
                actor,
                Sellable.Needs.of(variants),
                once(request, (cart, goods) -> edits.add(cart, lines, actor, goods, request)));
    }

    /** Whole bundles, whose goods become lines of their own. */
    public CartOutcome addBundle(AddCartBundle command) {
        var input = command.bundle() + " " + command.quantity() + " " + command.found();
        var request = new Cart.AppliedRequest(command.idempotencyKey(), Digests.sha256Hex(input));
        return change(
                command.cart(),
                null,
                command.actor(),
                Sellable.Needs.of(command.bundle()),
                once(request, (cart, goods) -> bundleEdits.add(cart, command, goods, request)));
    }

    /** An edit that a retry of its request leaves as it is. */
    private static CartStore.Editing once(Cart.AppliedRequest request, CartStore.Editing editing) {
        return (cart, goods) -> {
            var earlier = cart.applied().stream()
                    .filter(applied -> applied.key().equals(request.key()))
                    .findFirst();
            if (earlier.isEmpty()) {
                return editing.apply(cart, goods);
            }
            return earlier.get().equals(request)
                    ? CartEdit.unchanged(cart)
                    : new CartEdit.Not(new CartOutcome.KeyReused());
        };
    }

    private static Cart.AppliedRequest request(String idempotencyKey, List<CreateCart.NewLine> lines) {
        return new Cart.AppliedRequest(idempotencyKey, Digests.sha256Hex(lines.toString()));
    }

    public CartOutcome updateLines(UpdateCartLines command) {
        return change(command.cart(), null, command.actor(), Sellable.Needs.NONE, (cart, goods) -> {
            var expected = command.expectedVersion();
            return expected != null && expected != cart.version()
                    ? new CartEdit.Not(new CartOutcome.VersionConflict(cart.version()))
                    : edits.update(cart, command.lines(), command.actor(), goods);
        });
    }

    /** Puts lines aside for later, or back into the cart. */
    public CartOutcome moveLines(MoveCartLines command) {
        return change(
                command.cart(),
                null,
                command.actor(),
                Sellable.Needs.NONE,
                (cart, goods) -> edits.move(cart, command, goods));
    }

    public CartOutcome setNote(SetCartNote command) {
        return change(
                command.cart(),
                null,
                command.actor(),
                Sellable.Needs.NONE,
                (cart, _) -> edits.note(cart, command.note()));
    }

    /** An edit by somebody to whom the cart must be open; all its goods are read once, for the edit and for the prices. */
    private CartOutcome change(
            CartId id, @Nullable Cart blank, Actor actor, Sellable.Needs more, CartStore.Editing editing) {
        var edited = store.edit(
                id,
                blank,
                cart -> cart.isOpenTo(actor) ? Sellable.Needs.of(cart).and(more) : Sellable.Needs.NONE,
                (cart, goods) -> cart.isOpenTo(actor)
                        ? editing.apply(cart, goods)
                        : new CartEdit.Not(new CartOutcome.NotFound()));
        return outcome(edited, actor);
    }

    private CartOutcome outcome(CartStore.Edited edited, Actor actor) {
        return switch (edited.edit()) {
            case CartEdit.Next next ->
                new CartOutcome.Changed(pricing.price(next.cart(), actor, edited.goods()), next.warnings());
            case CartEdit.Not not -> not.why();
        };
    }

    /**
     * Gives a guest's cart to a shopper who just signed in: it becomes the shopper's own, or its lines are added to the own.
     * A cart to buy at once only changes hands. Empty when the shopper then has no cart at all.
     */
    public Optional<CartOutcome> merge(@Nullable CartId guestCart, Actor.Shopper shopper) {
        var given =
                Optional.ofNullable(guestCart).flatMap(id -> take(id, shopper)).orElse(null);
        if (given == null || given.purpose() == Cart.Purpose.BUY_NOW) {
            return ofShopper(shopper.id()).map(cart -> priced(cart, shopper));
        }
        var own = new CartId(carts.claimOwn(shopper.id().value(), given.id().value()));
        if (own.equals(given.id())) {
            return Optional.of(priced(given, shopper));
        }
        var request = new Cart.AppliedRequest("merge " + given.id().value(), Integer.toString(given.version()));
        var others = Sellable.Needs.of(given);
        var edited = store.edit(
                own,
                Cart.blank(own, shopper.id(), Cart.Purpose.SHOPPING),
                cart -> Sellable.Needs.of(cart).and(others),
                (cart, goods) -> cart.hasApplied(request.key())
                        ? CartEdit.unchanged(cart)
                        : edits.merge(cart, given, shopper, goods, request));
        if (edited.edit() instanceof CartEdit.Next) {
            // Not before: whatever broke off, the guest's lines are still there to be merged.
            carts.delete(given.id().value());
        }
        return Optional.of(outcome(edited, shopper));
    }

    private CartOutcome priced(Cart cart, Actor actor) {
        return new CartOutcome.Changed(pricing.price(cart, actor), List.of());
    }

    /** Closes a guest's cart to everybody but the shopper first, so that nothing is added to it while it is merged. */
    private Optional<Cart> take(CartId id, Actor.Shopper shopper) {
        var edited = store.edit(id, null, _ -> Sellable.Needs.NONE, (cart, _) -> {
            if (!cart.isOpenTo(shopper)) {
                return new CartEdit.Not(new CartOutcome.NotFound());
            }
            return cart.owner() != null
                    ? CartEdit.unchanged(cart)
                    : CartEdits.next(cart.ownedBy(shopper.id()), null, List.of());
        });
        return edited.edit() instanceof CartEdit.Next next ? Optional.of(next.cart()) : Optional.empty();
    }

    /** Takes out what was ordered, bundles whole; lines that are gone already are left alone. */
    public void removeLines(CartId id, Set<CartLineId> lines) {
        store.edit(id, null, _ -> Sellable.Needs.NONE, (cart, _) -> CartEdits.remove(cart, lines));
    }
}
