/** What the storefront's search field takes and refuses. */
@NullMarked
package market.search.graphql;

import org.jspecify.annotations.NullMarked;
