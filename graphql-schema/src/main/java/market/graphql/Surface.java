package market.graphql;

/** The three schemas. What is not in a surface's SDL cannot leak from it. */
public enum Surface {
    /** Shoppers, stations and public reading. */
    STOREFRONT("/graphql", 1_000, 64 * 1024),
    /** Merchants' staff and programs, and pavilion curators. */
    MERCHANT("/merchant/graphql", 5_000, 256 * 1024),
    /** The region's operator. */
    OPERATOR("/operator/graphql", 5_000, 256 * 1024);

    private final String path;
    private final int costMax;
    private final int bodyBytesMax;

    Surface(String path, int costMax, int bodyBytesMax) {
        this.path = path;
        this.costMax = costMax;
        this.bodyBytesMax = bodyBytesMax;
    }

    public String path() {
        return path;
    }

    /** The dearest operation that is carried out. */
    public int costMax() {
        return costMax;
    }

    /** The largest body of a request that is read. */
    public int bodyBytesMax() {
        return bodyBytesMax;
    }
}
