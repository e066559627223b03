package market.checkout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.inventory.Allocation;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * The frozen lines of a checkout.
 *
 * @param note of the buyer, for the whole order
 * @param pickUp where the buyer can fetch the goods of merchants that have such places
 */
public record Quote(List<QuoteLine> lines, @Nullable String note, Map<UUID, List<PickUpPlace>> pickUp) {

    public Quote {
        lines = List.copyOf(lines);
        pickUp = Map.copyOf(pickUp);
    }

    /** The ways to deliver one merchant's goods, the usual one first. */
    List<DeliveryOption> options(MerchantId merchant, @Nullable String regionCode) {
        return DeliveryRules.options(
                byMerchant().getOrDefault(merchant, List.of()),
                pickUp.getOrDefault(merchant.value(), List.of()),
                regionCode);
    }

    /** The lines of each merchant, in the order in which they were in the cart. */
    public Map<MerchantId, List<QuoteLine>> byMerchant() {
        var groups = new LinkedHashMap<MerchantId, List<QuoteLine>>();
        for (var line : lines) {
            groups.merge(
                    line.merchant(),
                    List.of(line),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return groups;
    }

    /** The same lines, those among them that are held now at other places. */
    Quote withAllocations(List<Allocation> held) {
        var shares = new Sharing(held);
        var known = lines.stream().map(QuoteLine::variant).filter(shares::knows).collect(Collectors.toSet());
        return new Quote(
                lines.stream()
                        .map(line -> known.contains(line.variant())
                                ? line.withAllocations(shares.take(line.variant(), line.quantity()))
                                : line)
                        .toList(),
                note,
                pickUp);
    }

    static Money total(List<QuoteLine> lines) {
        var currency = lines.getFirst().price().total().currency();
        return Money.sum(lines.stream().map(line -> line.price().total()).toList(), currency);
    }
}
