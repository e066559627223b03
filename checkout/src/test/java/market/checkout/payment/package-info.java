/** Payments against a gateway that signs and verifies like the real one, over HTTP, through the real SDK. */
@NullMarked
package market.checkout.payment;

import org.jspecify.annotations.NullMarked;
