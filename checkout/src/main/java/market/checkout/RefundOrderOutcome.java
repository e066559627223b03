package market.checkout;

import market.kernel.Money;

/** What a merchant's wish to give money back came to. */
public sealed interface RefundOrderOutcome {

    /** It is stored and on its way; also the answer to a repetition. */
    record Accepted(MerchantOrder order) implements RefundOrderOutcome {}

    record NotFound() implements RefundOrderOutcome {}

    /** Nothing was paid for it. */
    record NotPaid() implements RefundOrderOutcome {}

    record TooMuch(Money refundable) implements RefundOrderOutcome {}

    record KeyReused() implements RefundOrderOutcome {}
}
