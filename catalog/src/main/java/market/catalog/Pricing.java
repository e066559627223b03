package market.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import market.kernel.Actor;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * The price of goods: one pure, ordered pipeline from the list price to the rule that counts for the buyer, a price list or
 * the variant's own tiers, and in it to the quantity. Of rules that hold, the most specific one counts, and it alone.
 */
public final class Pricing {

    /**
     * Who pays what by quantity.
     *
     * @param tiers smallest quantity first, at least one
     */
    private record Rule(String name, List<PriceTier> tiers) {

        static Rule of(String name, List<PriceTier> tiers) {
            return new Rule(
                    name,
                    tiers.stream()
                            .sorted(Comparator.comparingLong(PriceTier::minQuantity))
                            .toList());
        }

        Optional<PriceTier> at(long quantity) {
            return tiers.stream().filter(tier -> tier.minQuantity() <= quantity).reduce((_, later) -> later);
        }
    }

    private Pricing() {}

    public static PricedLine price(Variant variant, Purchase purchase, long quantity) {
        var trace = new ArrayList<PricedLine.PriceStep>();
        trace.add(new PricedLine.PriceStep("LIST", variant.price()));
        var unitPrice = variant.price();
        var step = variant.retailStep();
        var minQuantity = variant.minQuantity();
        var maxQuantity = variant.maxQuantity();
        var rule = ruleFor(variant, purchase).orElse(null);
        if (rule != null) {
            minQuantity = rule.tiers.getFirst().minQuantity();
            step = rule.tiers.getFirst().step();
            maxQuantity = maximumOf(rule.tiers);
            var tier = rule.at(quantity).orElse(null);
            if (tier != null) {
                unitPrice = tier.price();
                step = tier.step();
                trace.add(new PricedLine.PriceStep(rule.name + "_FROM_" + tier.minQuantity(), unitPrice));
            }
        }
        return new PricedLine(unitPrice, unitPrice.times(quantity), minQuantity, step, maxQuantity, List.copyOf(trace));
    }

    /** Of one piece at the smallest quantity that can be bought. */
    public static Money firstPrice(Variant variant, Purchase purchase) {
        return price(variant, purchase, price(variant, purchase, 0).minQuantity())
                .unitPrice();
    }

    /** What the buyer pays by quantity, smallest quantity first; empty when the list price holds. */
    public static List<PriceTier> tiersFor(Variant variant, Purchase purchase) {
        return ruleFor(variant, purchase).map(Rule::tiers).orElse(List.of());
    }

    /** Whether a quantity can be bought: enough, not too much, and a multiple of the step. */
    public static boolean isAllowed(PricedLine line, long quantity) {
        return quantity >= line.minQuantity() && !isAboveMaximum(line, quantity) && quantity % line.step() == 0;
    }

    public static boolean isAboveMaximum(PricedLine line, long quantity) {
        var max = line.maxQuantity();
        return max != null && quantity > max;
    }

    /** Lists for some buyers only go before the tiers of the buyer's group, and those before lists that are open to all. */
    private static Optional<Rule> ruleFor(Variant variant, Purchase purchase) {
        var listed = listedFor(variant, purchase);
        var own = ownTiersFor(variant, purchase);
        return listed.filter(list -> list.audience().isNarrow()).isPresent() || own.isEmpty()
                ? listed.map(list -> rule(list, variant, purchase))
                : own;
    }

    private static Optional<ListedPrice> listedFor(Variant variant, Purchase purchase) {
        return variant.lists().stream()
                .filter(list -> list.audience().includes(purchase))
                .filter(list -> hasPrice(list.tiersAt(purchase.at()), variant))
                .min(ListedPrice.PRECEDENCE);
    }

    /** A merchant may have changed the currency of the variant since. */
    private static boolean hasPrice(List<ListTier> tiers, Variant variant) {
        return !tiers.isEmpty()
                && tiers.getFirst().price().currency().equals(variant.price().currency());
    }

    private static Rule rule(ListedPrice list, Variant variant, Purchase purchase) {
        return Rule.of(
                "PRICE_LIST_" + list.code(),
                list.tiersAt(purchase.at()).stream()
                        .map(tier -> new PriceTier(
                                purchase.customerGroup(),
                                tier.minQuantity(),
                                tier.price(),
                                Objects.requireNonNullElseGet(tier.step(), variant::retailStep),
                                tier.maxQuantity() == null ? variant.maxQuantity() : tier.maxQuantity()))
                        .toList());
    }

    private static Optional<Rule> ownTiersFor(Variant variant, Purchase purchase) {
        var group = purchase.customerGroup();
        var tiers = variant.tiers().stream()
                .filter(tier -> tier.customerGroup().equals(group))
                .toList();
        return group.equals(Actor.RETAIL) || tiers.isEmpty()
                ? Optional.empty()
                : Optional.of(Rule.of("TIER_" + group, tiers));
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
}
