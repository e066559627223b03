package market.checkout.payment;

/** Why something a provider seems to have said changes nothing. */
enum Refusal {
    SIGNATURE,
    MALFORMED,
    UNKNOWN_ATTEMPT,
    APP_ID,
    SELLER_ID,
    AMOUNT,
    TRADE_NO
}
