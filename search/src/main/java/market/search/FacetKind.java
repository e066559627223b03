package market.search;

/** What the values of a facet are. */
public enum FacetKind {
    /** Codes of categories. */
    CATEGORY,
    /** Codes of counties, or of wider regions for goods whose county is not known. */
    ORIGIN,
    /** Codes of provinces, cities and counties, each under the one above it. */
    REGION,
    /** Codes of merchants. */
    MERCHANT,
    /** Handles of pavilions. */
    PAVILION,
    /** Ranges in major units, {@code from..to}, without an end where it is open. */
    PRICE,
    /** Canonical values of a filterable attribute. */
    ATTRIBUTE
}
