package market.inventory.graphql;

/** Coarse on purpose: competitors could read a merchant's sales from exact numbers. */
enum Availability {
    IN_STOCK,
    LOW,
    OUT_OF_STOCK;

    private static final long LOW_BELOW = 10;

    static Availability of(long available) {
        if (available <= 0) {
            return OUT_OF_STOCK;
        }
        return available < LOW_BELOW ? LOW : IN_STOCK;
    }
}
