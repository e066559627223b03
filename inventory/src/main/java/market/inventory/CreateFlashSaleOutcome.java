package market.inventory;

/** How making a flash sale ended; all but {@link Created} changed nothing. */
public sealed interface CreateFlashSaleOutcome {
    record Created(FlashSale sale) implements CreateFlashSaleOutcome {}

    /** The place or the variant's stock is not this merchant's. */
    record NotFound() implements CreateFlashSaleOutcome {}

    /** So few whole pieces of the variant are free at the place. */
    record NotEnough(long available) implements CreateFlashSaleOutcome {}

    /** Another sale of the variant is coming or running. */
    record AlreadyOnSale() implements CreateFlashSaleOutcome {}

    /** Its end is past. */
    record TooLate() implements CreateFlashSaleOutcome {}
}
