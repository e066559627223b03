package market.catalog.graphql;

/** Loads a place by its code. */
record PlaceKey(String code) {}
