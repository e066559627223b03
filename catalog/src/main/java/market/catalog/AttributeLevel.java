package market.catalog;

/** Whether an attribute describes the product or tells its variants apart. */
public enum AttributeLevel {
    PRODUCT,
    VARIANT
}
