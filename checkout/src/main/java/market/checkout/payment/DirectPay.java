package market.checkout.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For whom an attempt collects when the money goes to the merchant directly.
 *
 * @param legId the merchant's part, the only one it pays
 * @param subMerchant the merchant as the provider calls it
 * @param mergeNo shared by the attempts that the buyer pays in one go; null when this one is paid by itself
 */
record DirectPay(UUID legId, String subMerchant, @Nullable String mergeNo) {}
