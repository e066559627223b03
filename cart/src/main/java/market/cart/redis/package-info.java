/** Carts, sign-in codes and unsent messages in Redis: all of it may expire, none of it is the only proof of a deed. */
@NullMarked
package market.cart.redis;

import org.jspecify.annotations.NullMarked;
