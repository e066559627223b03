package market.merchants;

/** Asks for a region with the way to it; whoever answers reads all that are asked for at once. */
public record RegionKey(String code) {}
