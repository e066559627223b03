package market.inventory;

/** Why a location serves a buyer. */
public enum RoutingReason {
    /** The buyer comes for the goods there. */
    PICK_UP,
    /** In the same township or county. */
    SAME_COUNTY,
    /** In the same city. */
    SAME_CITY,
    /** In the same province. */
    SAME_PROVINCE,
    /** Nothing nearer had enough. */
    ELSEWHERE
}
