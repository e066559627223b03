package market.inventory;

import java.util.List;
import market.inventory.AdjustStockOutcome.Fault;

/** How telling of a channel's sale ended. */
public sealed interface ChannelSaleOutcome {
    /** The levels after it, one per variant and location in the order they were first named. */
    record Sold(List<StockLevel> levels) implements ChannelSaleOutcome {}

    /** It was booked before: nothing more happened. The levels are those of now. */
    record Repeated(List<StockLevel> levels) implements ChannelSaleOutcome {}

    /** Another sale was booked under this reference. */
    record ReferenceReused() implements ChannelSaleOutcome {}

    /** Nothing was changed. */
    record Refused(List<Fault> faults) implements ChannelSaleOutcome {}
}
