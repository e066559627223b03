package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.cart.CartOutcome.Allowed;
import market.cart.CartOutcome.Fault;
import market.cart.CartOutcome.FaultKind;
import market.catalog.Offer;
import market.catalog.Pricing;
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
        var lines = byVariant(cart.lines());
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < added.size(); i++) {
            var given = added.get(i);
            var offer = goods.sellable(given.variant()).orElse(null);
            if (offer == null) {
                faults.add(new Fault(i, FaultKind.VARIANT_NOT_FOUND, null));
                continue;
            }
            var earlier = lines.get(given.variant());
            var line = line(earlier, given, offer, purchase);
            var isWrong = given.quantity() <= 0 || !isAllowed(offer, line.bought(purchase), line.quantity());
            if (isWrong) {
                faults.add(new Fault(i, FaultKind.INVALID_QUANTITY, allowed(offer, line.bought(purchase))));
            } else if (isTooLong(given.note(), CartLine.NOTE_LENGTH_MAX)) {
                faults.add(new Fault(i, FaultKind.NOTE_TOO_LONG, null));
            } else if (earlier == null && lines.size() == Cart.LINES_MAX) {
                faults.add(new Fault(i, FaultKind.TOO_MANY_LINES, null));
            } else {
                lines.put(given.variant(), line);
            }
        }
        return faults.isEmpty()
                ? next(cart.withLines(List.copyOf(lines.values())), request, List.of())
                : refused(faults);
    }

    private CartLine line(@Nullable CartLine earlier, CreateCart.NewLine given, Offer offer, Purchase purchase) {
        var base = earlier == null
                ? new CartLine(new CartLineId(ids.secret()), given.variant(), 0, 0, null, null)
                : earlier;
        var found = base.found(believed(given.found(), offer));
        var line = seen(found, sum(earlier, given.quantity()), offer, purchase);
        return given.note() == null ? line : line.withNote(given.note());
    }

    /** Nobody earns for a pavilion that does not show the goods. */
    private static CartLine.@Nullable Found believed(CartLine.@Nullable Found found, Offer offer) {
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
        var lines = new LinkedHashMap<CartLineId, CartLine>();
        cart.lines().forEach(line -> lines.put(line.id(), line));
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            var line = lines.get(change.line());
            var offer = line == null ? null : goods.sellable(line.variant()).orElse(null);
            var note = change.note();
            if (line == null) {
                faults.add(new Fault(i, FaultKind.LINE_NOT_FOUND, null));
            } else if (change.quantity() == 0) {
                lines.remove(change.line());
            } else if (offer == null) {
                faults.add(new Fault(i, FaultKind.VARIANT_NOT_FOUND, null));
            } else if (!isAllowed(offer, line.bought(purchase), change.quantity())) {
                faults.add(new Fault(i, FaultKind.INVALID_QUANTITY, allowed(offer, line.bought(purchase))));
            } else if (note != null && isTooLong(note.text(), CartLine.NOTE_LENGTH_MAX)) {
                faults.add(new Fault(i, FaultKind.NOTE_TOO_LONG, null));
            } else {
                var set = seen(line, change.quantity(), offer, purchase);
                lines.put(line.id(), note == null ? set : set.withNote(note.text()));
            }
        }
        return faults.isEmpty() ? next(cart.withLines(List.copyOf(lines.values())), null, List.of()) : refused(faults);
    }

    /** Moves lines to the other list, all or none, and says what did not fit there. */
    CartEdit move(Cart cart, MoveCartLines command, Sellable.Goods goods) {
        var isSaving = command.to() == MoveCartLines.Shelf.SAVED;
        var from = new LinkedHashMap<CartLineId, CartLine>();
        (isSaving ? cart.lines() : cart.saved()).forEach(line -> from.put(line.id(), line));
        var to = byVariant(isSaving ? cart.saved() : cart.lines());
        var faults = new ArrayList<Fault>();
        var warnings = new ArrayList<CartWarning>();
        for (var i = 0; i < command.lines().size(); i++) {
            var line = from.remove(command.lines().get(i));
            if (line == null) {
                faults.add(new Fault(i, FaultKind.LINE_NOT_FOUND, null));
            } else if (!to.containsKey(line.variant()) && to.size() == Cart.LINES_MAX) {
                faults.add(new Fault(i, FaultKind.TOO_MANY_LINES, null));
            } else {
                join(line, to, purchase(command.actor()), goods, warnings);
            }
        }
        if (!faults.isEmpty()) {
            return refused(faults);
        }
        var left = List.copyOf(from.values());
        var joined = List.copyOf(to.values());
        return next(
                isSaving
                        ? cart.withLines(left).withSaved(joined)
                        : cart.withLines(joined).withSaved(left),
                null,
                warnings);
    }

    CartEdit note(Cart cart, @Nullable String note) {
        return isTooLong(note, SetCartNote.LENGTH_MAX)
                ? refused(List.of(new Fault(0, FaultKind.NOTE_TOO_LONG, null)))
                : next(cart.withNote(note), null, List.of());
    }

    /** Adds another cart's lines as far as there is room, and says what was cut. */
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
        var lines = byVariant(own);
        for (var line : other) {
            if (!lines.containsKey(line.variant()) && lines.size() == Cart.LINES_MAX) {
                warnings.add(CartWarning.leftOut(line.variant()));
            } else {
                join(line, lines, purchase, goods, warnings);
            }
        }
        return List.copyOf(lines.values());
    }

    /** Puts a line to those of other variants, or adds it to the one of its own as far as it may grow. */
    private static void join(
            CartLine line,
            Map<VariantId, CartLine> lines,
            Purchase purchase,
            Sellable.Goods goods,
            List<CartWarning> warnings) {
        var earlier = lines.get(line.variant());
        if (earlier == null) {
            lines.put(line.variant(), line);
            return;
        }
        var most = goods.offer(line.variant())
                .map(offer -> allowed(offer, earlier.bought(purchase)).max())
                .orElse(Cart.QUANTITY_MAX);
        // What is over the limit already is told at every reading; a merge must not cut it further.
        var limit = Math.max(most, Math.max(earlier.quantity(), line.quantity()));
        var sum = sum(earlier, line.quantity());
        var joined = earlier.withQuantity(Math.min(sum, limit), earlier.priceSeenMinor())
                .found(line.found());
        if (joined.quantity() < sum) {
            warnings.add(CartWarning.of(CartWarning.Code.QUANTITY_CUT, joined, joined.quantity()));
        }
        lines.put(line.variant(), earlier.note() == null ? joined.withNote(line.note()) : joined);
    }

    /** Takes lines out. */
    static CartEdit remove(Cart cart, List<CartLine> left) {
        return left.size() == cart.lines().size()
                ? CartEdit.unchanged(cart)
                : next(cart.withLines(left), null, List.of());
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

    private static Map<VariantId, CartLine> byVariant(List<CartLine> all) {
        var lines = new LinkedHashMap<VariantId, CartLine>();
        all.forEach(line -> lines.put(line.variant(), line));
        return lines;
    }

    private static boolean isTooLong(@Nullable String note, int lengthMax) {
        return note != null && note.length() > lengthMax;
    }

    private Purchase purchase(Actor actor) {
        return Purchase.by(actor, clock.instant());
    }

    /** The line with a new quantity, whose price the shopper sees with it. */
    private static CartLine seen(CartLine line, long quantity, Offer offer, Purchase purchase) {
        var counted = Math.clamp(quantity, 0, Cart.QUANTITY_MAX);
        return line.withQuantity(
                quantity,
                Pricing.price(offer.variant(), line.bought(purchase), counted)
                        .unitPrice()
                        .minor());
    }

    /** Never beyond what a number holds, whatever is asked for. */
    private static long sum(@Nullable CartLine earlier, long quantity) {
        return Math.min(quantity, Cart.QUANTITY_MAX + 1) + (earlier == null ? 0 : earlier.quantity());
    }

    private static boolean isAllowed(Offer offer, Purchase purchase, long quantity) {
        if (quantity <= 0 || quantity > Cart.QUANTITY_MAX) {
            return false;
        }
        return Pricing.isAllowed(Pricing.price(offer.variant(), purchase, quantity), quantity);
    }

    private static Allowed allowed(Offer offer, Purchase purchase) {
        var price = Pricing.price(offer.variant(), purchase, 0);
        var max = price.maxQuantity();
        var most = max == null ? Cart.QUANTITY_MAX : Math.min(max, Cart.QUANTITY_MAX);
        var step = Pricing.price(offer.variant(), purchase, most).step();
        return new Allowed(price.minQuantity(), price.step(), most - most % step);
    }
}
