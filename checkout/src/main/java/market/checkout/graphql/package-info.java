/** Checkouts and orders on the storefront surface. */
@NullMarked
package market.checkout.graphql;

import org.jspecify.annotations.NullMarked;
