package market.catalog;

/** How goods of a kind reach their buyer. */
public enum DeliveryKind {
    PARCEL,
    /** Must not get warm on their way. */
    COLD_CHAIN,
    /** By message, to anywhere: tickets and vouchers, which are redeemed at the merchant's place. */
    DIGITAL,
    /** Done where the buyer is; a voucher is redeemed when it is done. */
    SERVICE;

    /** Whether something is carried to the buyer, or fetched by them. */
    public boolean isCarried() {
        return this == PARCEL || this == COLD_CHAIN;
    }
}
