/**
 * Who sells, and where: merchants with their standing, staff and credentials, and the tree of regions. Doors: {@link
 * market.merchants.Merchants}, {@link market.merchants.Regions}, {@link market.merchants.Credentials}, {@link market.merchants.Staff}, {@link
 * market.merchants.StaffSignIn}, {@link market.merchants.StaffAccess}. Tables: schema
 * {@code merchants}. Says: {@link market.merchants.MerchantChanged}.
 */
@NullMarked
package market.merchants;

import org.jspecify.annotations.NullMarked;
