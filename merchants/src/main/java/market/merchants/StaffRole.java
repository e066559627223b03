package market.merchants;

/** What a person may do; the operator's and curators' people have roles of their own. */
public enum StaffRole {
    OWNER,
    STAFF,
    CURATOR,
    OPERATOR
}
