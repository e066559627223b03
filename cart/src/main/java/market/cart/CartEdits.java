package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.catalog.BundleId;
import market.catalog.Offer;
import market.catalog.Purchase;
import market.catalog.VariantId;
import market.kernel.Actor;
import market.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** What may be done to the lines of a cart; computes the next cart and touches no store. */
@Singleton
class CartEdits {

    // A client retries within minutes; this many requests back is far beyond that.
    private static final int APPLIED_MAX = 30;

    private final Ids ids;
    private final Clock clock;

    CartEdits(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds lines, all or none. */
    CartEdit add(
            Cart cart, List<CreateCart.NewLine> added, Actor actor, Sellable.Goods goods, Cart.AppliedRequest request) {
        var purchase = purchase(actor);
        var lines = Joining.byKey(cart.lines());
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < added.size(); i++) {
            var given = added.get(i);
            var offer = goods.sellable(given.variant()).orElse(null);
            if (offer == null) {
                faults.add(new Fault(i, FaultKind.VARIANT_NOT_FOUND, null));
                continue;
            }
            var key = new CartLine.Key(given.variant(), null);
            var earlier = lines.get(key);
            var line = line(earlier, given, offer);
            var rest = LinePrices.together(lines.values()).getOrDefault(given.variant(), 0L)
                    - (earlier == null ? 0 : earlier.quantity());
            var isWrong = given.quantity() <= 0
                    || !Quantities.isAllowed(offer, line.bought(purchase), rest + line.quantity());
            if (isWrong) {
                faults.add(new Fault(
                        i, FaultKind.INVALID_QUANTITY, Quantities.allowed(offer, line.bought(purchase), rest)));
            } else if (isTooLong(given.note(), CartLine.NOTE_LENGTH_MAX)) {
                faults.add(new Fault(i, FaultKind.NOTE_TOO_LONG, null));
            } else if (earlier == null && lines.size() == Cart.LINES_MAX) {
                faults.add(new Fault(i, FaultKind.TOO_MANY_LINES, null));
            } else {
                lines.put(key, line);
            }
        }
        if (!faults.isEmpty()) {
            return refused(faults);
        }
        var changed = added.stream().map(CreateCart.NewLine::variant).collect(Collectors.toSet());
        return next(cart.withLines(seen(lines.values(), changed, purchase, goods)), request, List.of());
    }

    private CartLine line(@Nullable CartLine earlier, CreateCart.NewLine given, Offer offer) {
        var base = earlier == null
                ? new CartLine(new CartLineId(ids.secret()), given.variant(), 0, 0, null, null, null)
                : earlier;
        var found = base.found(believed(given.found(), offer));
        var line = found.withQuantity(Quantities.sum(earlier, given.quantity()));
        return given.note() == null ? line : line.withNote(given.note());
    }

    /** Nobody earns for a pavilion that does not show the goods. */
    static CartLine.@Nullable Found believed(CartLine.@Nullable Found found, Offer offer) {
        if (found == null) {
            return null;
        }
        var pavilion = found.pavilion();
        var isListed = pavilion != null && offer.product().pavilions().contains(pavilion);
        return CartLine.Found.of(isListed ? pavilion : null, found.referral());
    }

    /** Sets quantities and notes, all or none. */
    CartEdit update(Cart cart, List<UpdateCartLines.NewQuantity> changes, Actor actor, Sellable.Goods goods) {
        var purchase = purchase(actor);
        var update = new LineUpdate(cart.lines(), purchase, goods);
        var faults = new HashMap<Integer, Fault>();
        for (var i = 0; i < changes.size(); i++) {
            var fault = update.set(i, changes.get(i));
            if (fault != null) {
                faults.put(i, fault);
            }
        }
        for (var i = 0; i < changes.size(); i++) {
            var fault = faults.containsKey(i) ? null : update.check(i, changes.get(i));
            if (fault != null) {
                faults.put(i, fault);
            }
        }
        return faults.isEmpty()
                ? next(cart.withLines(seen(update.lines(), update.changed(), purchase, goods)), null, List.of())
                : refused(faults.values().stream()
                        .sorted(Comparator.comparingInt(Fault::index))
                        .toList());
    }

    /** Moves lines to the other list, all or none and bundles whole, and says what did not fit there. */
    CartEdit move(Cart cart, MoveCartLines command, Sellable.Goods goods) {
        var isSaving = command.to() == MoveCartLines.Shelf.SAVED;
        var from = new LinkedHashMap<CartLineId, CartLine>();
        (isSaving ? cart.lines() : cart.saved()).forEach(line -> from.put(line.id(), line));
        var to = new Joining(isSaving ? cart.saved() : cart.lines(), purchase(command.actor()), goods);
        var moved = new HashSet<CartLineId>();
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < command.lines().size(); i++) {
            var id = command.lines().get(i);
            var line = from.get(id);
            if (line == null) {
                if (!moved.contains(id)) {
                    faults.add(new Fault(i, FaultKind.LINE_NOT_FOUND, null));
                }
                continue;
            }
            var group = BundleLines.with(line, from.values());
            group.forEach(each -> {
                from.remove(each.id());
                if (each.bundle() != null) {
                    // Whoever names another line of the bundle, too, says nothing new.
                    moved.add(each.id());
                }
            });
            if (to.hasRoomFor(group)) {
                to.add(group);
            } else {
                faults.add(new Fault(i, FaultKind.TOO_MANY_LINES, null));
            }
        }
        if (!faults.isEmpty()) {
            return refused(faults);
        }
        var left = List.copyOf(from.values());
        return next(
                isSaving
                        ? cart.withLines(left).withSaved(to.lines())
                        : cart.withLines(to.lines()).withSaved(left),
                null,
                to.warnings());
    }

    CartEdit note(Cart cart, @Nullable String note) {
        return isTooLong(note, SetCartNote.LENGTH_MAX)
                ? refused(List.of(new Fault(0, FaultKind.NOTE_TOO_LONG, null)))
                : next(cart.withNote(note), null, List.of());
    }

    /** Adds another cart's lines as far as there is room, bundles whole, and says what was cut. */
    CartEdit merge(Cart own, Cart other, Actor actor, Sellable.Goods goods, Cart.AppliedRequest request) {
        var purchase = purchase(actor);
        var warnings = new ArrayList<CartWarning>();
        var lines = merged(own.lines(), other.lines(), purchase, goods, warnings);
        var saved = merged(own.saved(), other.saved(), purchase, goods, warnings);
        var note = own.note() == null ? other.note() : own.note();
        return next(own.withLines(lines).withSaved(saved).withNote(note), request, warnings);
    }

    private static List<CartLine> merged(
            List<CartLine> own,
            List<CartLine> other,
            Purchase purchase,
            Sellable.Goods goods,
            List<CartWarning> warnings) {
        var lines = new Joining(own, purchase, goods);
        var seen = new HashSet<BundleId>();
        for (var line : other) {
            var bundle = line.bundle();
            if (bundle != null && !seen.add(bundle.id())) {
                continue;
            }
            var group = BundleLines.with(line, other);
            if (lines.hasRoomFor(group)) {
                lines.add(group);
            } else {
                group.forEach(each -> warnings.add(CartWarning.leftOut(each.variant())));
            }
        }
        warnings.addAll(lines.warnings());
        return lines.lines();
    }

    /** Takes lines out, each with the others of its bundle. */
    static CartEdit remove(Cart cart, Set<CartLineId> lines) {
        var gone = cart.lines().stream()
                .filter(line -> lines.contains(line.id()))
                .flatMap(line -> BundleLines.with(line, cart.lines()).stream())
                .map(CartLine::id)
                .collect(Collectors.toSet());
        return gone.isEmpty()
                ? CartEdit.unchanged(cart)
                : next(
                        cart.withLines(cart.lines().stream()
                                .filter(line -> !gone.contains(line.id()))
                                .toList()),
                        null,
                        List.of());
    }

    /** The next version of a cart. */
    static CartEdit.Next next(Cart cart, Cart.@Nullable AppliedRequest request, List<CartWarning> warnings) {
        var applied = new ArrayList<>(cart.applied());
        if (request != null) {
            applied.add(request);
        }
        var latest = applied.subList(Math.max(0, applied.size() - APPLIED_MAX), applied.size());
        return new CartEdit.Next(cart.next(latest), warnings);
    }

    private static CartEdit refused(List<Fault> faults) {
        return new CartEdit.Not(new CartOutcome.Refused(faults));
    }

    static boolean isTooLong(@Nullable String note, int lengthMax) {
        return note != null && note.length() > lengthMax;
    }

    private Purchase purchase(Actor actor) {
        return Purchase.by(actor, clock.instant());
    }

    /** The lines with the prices that the shopper sees now with those of the changed goods. */
    static List<CartLine> seen(
            Collection<CartLine> lines, Set<VariantId> changed, Purchase purchase, Sellable.Goods goods) {
        var all = List.copyOf(lines);
        Map<CartLineId, Long> prices = LinePrices.of(all, purchase, goods).stream()
                .collect(Collectors.toMap(
                        priced -> priced.line().id(),
                        priced -> priced.price().unitPrice().minor()));
        return all.stream()
                .map(line -> changed.contains(line.variant())
                        ? line.withPriceSeen(prices.getOrDefault(line.id(), line.priceSeenMinor()))
                        : line)
                .toList();
    }
}
