package market.checkout.payment;

import market.kernel.Money;

/** What a wish to give money back came to. */
public sealed interface AskRefundOutcome {

    /** It is stored and will be carried out; also the answer when it was before. */
    record Asked(PaymentRefund refund) implements AskRefundOutcome {}

    record NotPaid() implements AskRefundOutcome {}

    /** More than is left of the part. */
    record TooMuch(Money refundable) implements AskRefundOutcome {}

    /** The same key came before with another amount. */
    record KeyReused() implements AskRefundOutcome {}
}
