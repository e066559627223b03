package market.checkout;

import java.time.Duration;
import java.time.Instant;

/** What became of a code that somebody showed; all but {@link Redeemed} changed nothing. */
public sealed interface RedeemVoucherOutcome {

    /** Also the answer to a repetition under the same key. */
    record Redeemed(Voucher voucher) implements RedeemVoucherOutcome {}

    /** No such code, or another merchant's: the same to the caller. */
    record NotFound() implements RedeemVoucherOutcome {}

    record LocationUnknown() implements RedeemVoucherOutcome {}

    record AlreadyRedeemed(Instant at) implements RedeemVoucherOutcome {}

    record Expired(Instant validUntil) implements RedeemVoucherOutcome {}

    /** Its money went back, or is on its way. */
    record Cancelled() implements RedeemVoucherOutcome {}

    /** Too many codes were wrong: none is looked at before that time is over. */
    record TooManyWrong(Duration retryAfter) implements RedeemVoucherOutcome {}

    record KeyReused() implements RedeemVoucherOutcome {}
}
