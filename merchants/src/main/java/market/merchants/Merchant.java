package market.merchants;

import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Who sells.
 *
 * @param code slug of the merchant and of its storefront
 * @param licenceNumber unified social credit code, GB 32100-2015
 * @param suspensionReason what shoppers are told while the merchant is suspended
 */
public record Merchant(
        MerchantId id,
        String code,
        MerchantKind kind,
        LocalizedText name,
        LocalizedText description,
        String regionCode,
        String licenceNumber,
        @Nullable String foodLicence,
        Standing standing,
        @Nullable String suspensionReason,
        int version) {

    public boolean isActive() {
        return standing == Standing.ACTIVE;
    }
}
