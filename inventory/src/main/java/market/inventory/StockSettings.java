package market.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How a merchant wants its stock handled.
 *
 * @param maySplit a line may come from several places when no single one has enough
 * @param saleMarginDays days before the best-before date on which goods are sold for the last time; null: the market's
 */
public record StockSettings(boolean maySplit, @Nullable Integer saleMarginDays) {

    static final StockSettings DEFAULTS = new StockSettings(true, null);
}
