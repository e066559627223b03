/**
 * What a shopper means to buy, and who the shopper is. A cart lives in Redis, is priced whenever it is shown and promises
 * nothing; a shopper is a row in schema {@code cart}, proved by a code sent to the phone. Doors: {@link
 * market.cart.Carts}, {@link market.cart.CartPricing}, {@link market.cart.Shoppers}, {@link market.cart.SignIn}, {@link
 * market.cart.DevelopmentOutbox}.
 */
@NullMarked
package market.cart;

import org.jspecify.annotations.NullMarked;
