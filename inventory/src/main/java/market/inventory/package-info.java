/**
 * How many there are: stock by variant and location, every movement of it, and reservations. Doors: {@link
 * market.inventory.Locations}, {@link market.inventory.Inventory}, {@link market.inventory.Reservations}. PostgreSQL
 * holds the truth (schema {@code inventory}); Redis in front of it holds what is promised for a while, and can be lost at
 * any moment without a piece being sold twice. Says: {@link market.inventory.StockChanged}.
 */
@NullMarked
package market.inventory;

import org.jspecify.annotations.NullMarked;
