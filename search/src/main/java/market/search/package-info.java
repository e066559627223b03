/**
 * Finding goods: one search document per product that is on sale, written from the truth in PostgreSQL and always
 * rebuildable. Doors: {@link market.search.ProductSearch},
 * {@link market.search.Suggestions}, {@link market.search.HotWords}, {@link market.search.SearchRules}, {@link
 * market.search.Reindex}. Hears: {@code ProductChanged},
 * {@code StockChanged}, {@code MerchantChanged}. Tables: schema {@code search}, which holds work to be done, the operator's
 * rules and counts of words.
 *
 * <p>A change travels: event, outbox, {@code search.stale_listing}, drain loop, bulk write. The outbox is not leaned on
 * while the search server is away, since its pauses double; the drain loop asks every moment and goes on at once.
 * Everything that knows the search server stands in {@code market.search.elasticsearch}, behind {@link
 * market.search.ListingIndex}.
 */
@NullMarked
package market.search;

import org.jspecify.annotations.NullMarked;
