package market.inventory;

import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/**
 * A place where a merchant keeps goods.
 *
 * @param code the merchant's own, unique among its places
 * @param regionCode where it is, at any level of the region tree
 * @param isColdChain keeps goods chilled until they leave
 * @param isActive buyers are served from here
 */
public record Location(
        LocationId id,
        MerchantId merchant,
        String code,
        LocalizedText name,
        String regionCode,
        LocationKind kind,
        boolean isColdChain,
        boolean isActive) {}
