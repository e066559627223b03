package market.checkout.payment;

/** How a bill and our books differ. */
public enum BreakKind {
    /** The provider has money of which we know nothing. */
    MISSING_HERE,
    /** We count money that the provider does not have. */
    MISSING_THERE,
    /** Both know it, with different amounts. */
    AMOUNT,
    /** Both know it, but it ended differently. */
    STATUS,
    /** The provider keeps another fee than was agreed. */
    FEE,
    /** The provider has it twice. */
    DUPLICATE
}
