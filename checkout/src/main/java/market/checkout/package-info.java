/**
 * The deed: a cart becomes a {@link market.checkout.Checkout} with frozen prices and held stock, that becomes an {@link
 * market.checkout.Order} split per merchant, which is paid, shipped and received. Doors: {@link market.checkout.Checkouts},
 * {@link market.checkout.Orders}, {@link market.checkout.Vouchers}. Tables: schema {@code checkout}. Says: {@link market.checkout.OrderPlaced}, {@link
 * market.checkout.OrderPaid}, {@link market.checkout.OrderCancelled}, {@link market.checkout.MerchantOrderShipped}, {@link
 * market.checkout.MerchantOrderCompleted}, {@link market.checkout.VoucherRedeemed}.
 */
@NullMarked
package market.checkout;

import org.jspecify.annotations.NullMarked;
