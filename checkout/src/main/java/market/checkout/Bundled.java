package market.checkout;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import market.catalog.BundleId;
import market.catalog.VariantId;
import market.kernel.LocalizedText;

/**
 * The bundle at whose price a line is bought, as it was when the price was frozen.
 *
 * @param each pieces of the line's variant in one bundle
 * @param components how many different goods stand in one bundle
 */
public record Bundled(BundleId id, LocalizedText name, long each, int components) {

    /** As an order keeps it. */
    public OrderLine.OfBundle kept() {
        return new OrderLine.OfBundle(id, name);
    }

    /** Goods of bundles of which lines are missing or out of proportion. */
    static List<VariantId> incomplete(Collection<QuoteLine> lines) {
        Map<BundleId, HashSet<VariantId>> goods = new HashMap<>();
        Map<BundleId, HashSet<Long>> counts = new HashMap<>();
        var broken = new HashSet<BundleId>();
        for (var line : lines) {
            var bundle = line.bundle();
            if (bundle != null) {
                goods.computeIfAbsent(bundle.id, _ -> new HashSet<>()).add(line.variant());
                counts.computeIfAbsent(bundle.id, _ -> new HashSet<>()).add(line.quantity() / bundle.each);
                if (line.quantity() % bundle.each != 0) {
                    broken.add(bundle.id);
                }
            }
        }
        return lines.stream()
                .filter(line -> {
                    var bundle = line.bundle();
                    return bundle != null
                            && (broken.contains(bundle.id)
                                    || counts.getOrDefault(bundle.id, new HashSet<>())
                                                    .size()
                                            != 1
                                    || goods.getOrDefault(bundle.id, new HashSet<>())
                                                    .size()
                                            != bundle.components);
                })
                .map(QuoteLine::variant)
                .toList();
    }
}
