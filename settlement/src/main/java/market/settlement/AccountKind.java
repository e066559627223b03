package market.settlement;

/** The accounts of the ledger; each has an owner. */
enum AccountKind {
    /** What the payment provider took from buyers; the owner is the provider. */
    PROVIDER_CLEARING,
    /** A merchant's share of orders that were not received yet. */
    MERCHANT_PENDING,
    /** A merchant's share that is due. */
    MERCHANT_DUE,
    /** The platform's share. */
    PLATFORM_COMMISSION,
    /** What the platform has at the payment provider; the owner is the provider. */
    PLATFORM_ACCOUNT,
    /** What was asked to be paid out and has not arrived; the owner is the beneficiary. */
    PAYOUT_PENDING,
    /** A village's share; the owner is its region code. */
    VILLAGE_SHARE,
    /** A pavilion's share; the owner is its handle. */
    PAVILION_SHARE
}
