package market.checkout;

/** What a buyer's wish to cancel came to; all but {@link Cancelled} changed nothing. */
public sealed interface CancelOrderOutcome {

    /** Also the answer to a repetition. What was paid is on its way back. */
    record Cancelled(Order order) implements CancelOrderOutcome {}

    /** No such order, or another buyer's: the same to the caller. */
    record NotFound() implements CancelOrderOutcome {}

    /** A parcel left, or the goods arrived: now it is for the merchant to give money back. */
    record AlreadySent() implements CancelOrderOutcome {}

    /** A voucher of it was redeemed, or expired: now it is for the merchant to give money back. */
    record VouchersUsed() implements CancelOrderOutcome {}

    /** The payment provider cannot say whether it was paid: asked again later it can. */
    record Unsure() implements CancelOrderOutcome {}
}
