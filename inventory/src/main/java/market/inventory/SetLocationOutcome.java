package market.inventory;

/** How setting a place ended. */
public sealed interface SetLocationOutcome {
    record Done(Location location) implements SetLocationOutcome {}

    record NotFound() implements SetLocationOutcome {}

    /** Another place of the merchant has this code. */
    record CodeTaken() implements SetLocationOutcome {}

    /** A place where goods are kept cannot be closed: they would be sold from nowhere. */
    record HasStock() implements SetLocationOutcome {}

    /** The merchant has as many places as one may have. */
    record TooMany(int max) implements SetLocationOutcome {}
}
