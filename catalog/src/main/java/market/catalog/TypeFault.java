package market.catalog;

/**
 * What cannot stand in a definition of a kind of goods.
 *
 * @param path members and positions joined by dots, such as {@code attributes.2.unit}
 */
public record TypeFault(String path, String reason) {}
