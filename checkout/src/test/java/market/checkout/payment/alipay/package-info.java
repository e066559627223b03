/** What keeps the SDK in check. */
@NullMarked
package market.checkout.payment.alipay;

import org.jspecify.annotations.NullMarked;
