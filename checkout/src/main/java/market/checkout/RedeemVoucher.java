package market.checkout;

import market.inventory.LocationId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody shows a code at a merchant's.
 *
 * @param code as it was typed or scanned
 * @param location the merchant's place; null when nobody says
 */
public record RedeemVoucher(
        MerchantId merchant, String code, @Nullable LocationId location, String idempotencyKey) {

    /** A log of commands shall not be a list of codes. */
    @Override
    public String toString() {
        return "RedeemVoucher of " + merchant.value();
    }
}
