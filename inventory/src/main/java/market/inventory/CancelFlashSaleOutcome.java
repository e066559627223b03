package market.inventory;

/** How cancelling a flash sale ended. */
public sealed interface CancelFlashSaleOutcome {
    /** It has ended, now or before; what was left is free. */
    record Ended(FlashSale sale) implements CancelFlashSaleOutcome {}

    record NotFound() implements CancelFlashSaleOutcome {}
}
