/** From a cart to an order that was received, at the doors of the rooms, with a real database and a real Redis. */
@NullMarked
package market.checkout;

import org.jspecify.annotations.NullMarked;
