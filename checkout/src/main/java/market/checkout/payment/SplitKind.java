package market.checkout.payment;

/** Why another than the merchant gets something of a payment. */
public enum SplitKind {
    /** The platform's fee. */
    COMMISSION,
    /** Somebody who has a part in the sale, as a village where the goods were grown. */
    AFFILIATE,
    /** A pavilion through which the goods were bought. */
    PAVILION,
    /** What the platform pays towards an order. */
    SUBSIDY
}
