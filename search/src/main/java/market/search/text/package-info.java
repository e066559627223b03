/**
 * Turns Chinese, Latin and mixed text into the tokens that are indexed, and a shopper's query into the tokens that find them.
 *
 * <p>The search server splits our fields at spaces and does nothing else: segmentation, traditional and full-width forms,
 * measures, pinyin, initials, plurals and synonyms are settled here, by the same code for goods and for queries. The door
 * is {@link market.search.text.TextAnalysis}, built from a {@link market.search.text.Dictionary}. Words, synonyms, readings
 * and units are data in the resources of this package; the catalogue adds its own names at run time.
 */
@NullMarked
package market.search.text;

import org.jspecify.annotations.NullMarked;
