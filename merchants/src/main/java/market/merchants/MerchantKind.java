package market.merchants;

/** The legal form of a merchant. */
public enum MerchantKind {
    ENTERPRISE,
    COOPERATIVE,
    FAMILY_FARM,
    SOLE_TRADER
}
