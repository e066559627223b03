package market.inventory;

/** What a place where goods are kept is. */
public enum LocationKind {
    /** Parcels are sent from here. */
    WAREHOUSE,
    /** Parcels are sent from here, and buyers may come. */
    SHOP
}
