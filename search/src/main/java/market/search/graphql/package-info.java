/** The storefront's search field: reads its input, asks the door, shows the answer. */
@NullMarked
package market.search.graphql;

import org.jspecify.annotations.NullMarked;
