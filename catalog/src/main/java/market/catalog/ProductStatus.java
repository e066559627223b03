package market.catalog;

/** Whether shoppers can see a product. */
public enum ProductStatus {
    /** Only its merchant sees it. */
    DRAFT,
    /** On sale, while its merchant may sell. */
    LISTED,
    /** Not on sale any more. */
    WITHDRAWN
}
