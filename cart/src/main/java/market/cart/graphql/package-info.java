/** The cart and the shopper on the storefront surface. */
@NullMarked
package market.cart.graphql;

import org.jspecify.annotations.NullMarked;
