package market.merchants;

import java.util.Set;

/** What a person may do; the operator's and curators' people have roles of their own. */
public enum StaffRole {
    OWNER(
            Desk.MERCHANT,
            "products.read",
            "products.write",
            "stock.read",
            "stock.write",
            "orders.read",
            "orders.write",
            "refunds.write",
            "settlement.read",
            "settlement.write"),
    /** Everything but the money. */
    STAFF(Desk.MERCHANT, "products.read", "products.write", "stock.read", "stock.write", "orders.read", "orders.write"),
    CURATOR(Desk.MERCHANT, "pavilion.read", "pavilion.write"),
    OPERATOR(
            Desk.OPERATOR,
            "merchants.read",
            "merchants.write",
            "catalog.read",
            "catalog.write",
            "orders.read",
            "settlement.read",
            "settlement.write",
            "system.read",
            "system.write");

    /** Of every person who signed in, over the own access; no program's key needs it. */
    public static final String ACCOUNT_SCOPE = "account.write";

    /** Where people sign in: those of merchants and pavilions at one, the operator's at another. */
    public enum Desk {
        MERCHANT,
        OPERATOR
    }

    private final Desk desk;
    // Separated by spaces, as credentials keep theirs.
    private final String scopes;

    StaffRole(Desk desk, String... scopes) {
        this.desk = desk;
        this.scopes = String.join(" ", scopes);
    }

    public Desk desk() {
        return desk;
    }

    /** What the role's work needs. */
    public Set<String> scopes() {
        return Set.of(scopes.split(" ", -1));
    }
}
