package market.checkout.payment;

/** What money that came in was. */
enum Capture {
    /** It paid the order. */
    COUNTED,
    /** The order was paid already: it goes back. */
    DUPLICATE,
    /** The order was cancelled before: it goes back. */
    LATE,
    /** It had gone back whole before it was first seen. */
    RETURNED
}
