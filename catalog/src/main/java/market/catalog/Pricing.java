package market.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** The price of goods: one pure, ordered pipeline from the list price over the customer group to the quantity tier. */
public final class Pricing {

    private Pricing() {}

    public static PricedLine price(Variant variant, String customerGroup, long quantity) {
        var trace = new ArrayList<PricedLine.PriceStep>();
        trace.add(new PricedLine.PriceStep("LIST", variant.price()));
        var unitPrice = variant.price();
        var step = variant.retailStep();
        var minQuantity = variant.minQuantity();
        var maxQuantity = variant.maxQuantity();
        var tiers = tiersFor(variant, customerGroup);
        if (!tiers.isEmpty()) {
            minQuantity = tiers.getFirst().minQuantity();
            step = tiers.getFirst().step();
            maxQuantity = maximumOf(tiers);
        }
        var tier = tierAt(tiers, quantity);
        if (tier.isPresent()) {
            unitPrice = tier.get().price();
            step = tier.get().step();
            trace.add(new PricedLine.PriceStep(
                    "TIER_" + customerGroup + "_FROM_" + tier.get().minQuantity(), unitPrice));
        }
        return new PricedLine(unitPrice, unitPrice.times(quantity), minQuantity, step, maxQuantity, List.copyOf(trace));
    }

    /** The tiers that a customer group buys at, cheapest quantity first; empty when the list price holds. */
    public static List<PriceTier> tiersFor(Variant variant, String customerGroup) {
        if (customerGroup.equals(Actor.RETAIL)) {
            return List.of();
        }
        return variant.tiers().stream()
                .filter(tier -> tier.customerGroup().equals(customerGroup))
                .sorted(Comparator.comparingLong(PriceTier::minQuantity))
                .toList();
    }

    /** Whether a quantity can be bought: enough, not too much, and a multiple of the step. */
    public static boolean isAllowed(PricedLine line, long quantity) {
        return quantity >= line.minQuantity() && !isAboveMaximum(line, quantity) && quantity % line.step() == 0;
    }

    public static boolean isAboveMaximum(PricedLine line, long quantity) {
        var max = line.maxQuantity();
        return max != null && quantity > max;
    }

    /** The largest of the tiers'; none when one of them has none. */
    private static @Nullable Long maximumOf(List<PriceTier> tiers) {
        var max = 0L;
        for (var tier : tiers) {
            var own = tier.maxQuantity();
            if (own == null) {
                return null;
            }
            max = Math.max(max, own);
        }
        return max;
    }

    private static Optional<PriceTier> tierAt(List<PriceTier> tiers, long quantity) {
        return tiers.stream()
                .filter(tier -> tier.minQuantity() <= quantity)
                .max(Comparator.comparingLong(PriceTier::minQuantity));
    }
}
