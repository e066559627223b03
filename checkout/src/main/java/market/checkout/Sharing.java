package market.checkout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import market.catalog.VariantId;
import market.inventory.Allocation;

/** Shares out what is held of a variant among the lines that are of it, and puts it together again. */
final class Sharing {

    private final Map<VariantId, List<Allocation>> left = new HashMap<>();

    Sharing(Collection<Allocation> held) {
        held.forEach(allocation -> left.computeIfAbsent(allocation.variant(), _ -> new ArrayList<>())
                .add(allocation));
    }

    boolean knows(VariantId variant) {
        return left.containsKey(variant);
    }

    /** So many pieces, from the places that come first. */
    List<Allocation> take(VariantId variant, long quantity) {
        var places = left.getOrDefault(variant, new ArrayList<>());
        var taken = new ArrayList<Allocation>();
        var rest = quantity;
        while (rest > 0 && !places.isEmpty()) {
            var place = places.removeFirst();
            var pieces = Math.min(rest, place.quantity());
            taken.add(of(place, pieces));
            rest -= pieces;
            if (pieces < place.quantity()) {
                places.addFirst(of(place, place.quantity() - pieces));
            }
        }
        return taken;
    }

    /** One of each place, as it was held. */
    static List<Allocation> together(Stream<Allocation> shares) {
        var pieces = new LinkedHashMap<Allocation, Long>();
        shares.forEach(share -> pieces.merge(of(share, 1), share.quantity(), Math::addExact));
        return pieces.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Allocation of(Allocation place, long quantity) {
        return new Allocation(
                place.variant(), place.location(), quantity, place.step(), place.channel(), place.reason());
    }
}
