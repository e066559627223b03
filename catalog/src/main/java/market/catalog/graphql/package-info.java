/** The catalogue on the storefront surface. */
@NullMarked
package market.catalog.graphql;

import org.jspecify.annotations.NullMarked;
