package market.merchants;

/** Whether a merchant may sell. */
public enum Standing {
    ACTIVE,
    SUSPENDED
}
