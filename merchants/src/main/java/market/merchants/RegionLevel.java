package market.merchants;

/** Levels of the tree of administrative divisions. */
public enum RegionLevel {
    PROVINCE,
    CITY,
    COUNTY,
    TOWNSHIP,
    VILLAGE
}
