package market.catalog;

import java.util.ArrayList;
import java.util.List;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a quantity of a variant costs one customer group, and why.
 *
 * @param maxQuantity null when nothing but the cart limits it
 * @param trace the steps that led to the price, first to last, for the client to show
 */
public record PricedLine(
        Money unitPrice,
        Money total,
        long minQuantity,
        long step,
        @Nullable Long maxQuantity,
        List<PriceStep> trace) {

    /** One step of the pipeline and the unit price after it. */
    public record PriceStep(String rule, Money unitPrice) {}

    /** So many of the pieces at the same price. */
    public PricedLine of(long quantity) {
        return new PricedLine(unitPrice, unitPrice.times(quantity), minQuantity, step, maxQuantity, trace);
    }

    /** One step further. */
    PricedLine at(Money price, String rule, long quantity) {
        var steps = new ArrayList<>(trace);
        steps.add(new PriceStep(rule, price));
        return new PricedLine(price, price.times(quantity), minQuantity, step, maxQuantity, List.copyOf(steps));
    }
}
