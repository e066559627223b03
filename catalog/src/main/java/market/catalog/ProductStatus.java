package market.catalog;

/** Whether shoppers can see a product. */
public enum ProductStatus {
    /** Only its merchant sees it. */
    DRAFT,
    /** Its merchant wants it on sale, or will; the operator looks at it first. */
    IN_REVIEW,
    /** On sale, while its merchant may sell. */
    LISTED,
    /** Not on sale any more. */
    WITHDRAWN
}
