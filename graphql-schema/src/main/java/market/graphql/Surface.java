package market.graphql;

/** The three schemas. What is not in a surface's SDL cannot leak from it. */
public enum Surface {
    /** Shoppers, stations and public reading. */
    STOREFRONT("/graphql", 1_000),
    /** Merchants' staff and programs, and pavilion curators. */
    MERCHANT("/merchant/graphql", 5_000),
    /** The region's operator. */
    OPERATOR("/operator/graphql", 5_000);

    private final String path;
    private final int costMax;

    Surface(String path, int costMax) {
        this.path = path;
        this.costMax = costMax;
    }

    public String path() {
        return path;
    }

    /** The dearest operation that is carried out. */
    public int costMax() {
        return costMax;
    }
}
