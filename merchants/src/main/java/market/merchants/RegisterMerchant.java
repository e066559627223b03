package market.merchants;

import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** Makes a merchant, or renews what is known of it, found by its code. */
public record RegisterMerchant(
        String code,
        MerchantKind kind,
        LocalizedText name,
        LocalizedText description,
        String regionCode,
        String licenceNumber,
        @Nullable String foodLicence) {}
