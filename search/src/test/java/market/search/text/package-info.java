/** How texts and queries are analysed, by example and by property. */
@NullMarked
package market.search.text;

import org.jspecify.annotations.NullMarked;
