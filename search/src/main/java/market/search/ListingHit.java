package market.search;

import market.catalog.Product;
import market.kernel.Cursor;

/** A product that was found, and where it stands in the order asked for. */
public record ListingHit(Product product, Cursor cursor) {}
