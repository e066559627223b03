package market.inventory;

import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/**
 * A place where a merchant keeps goods.
 *
 * @param code the merchant's own, unique among its places
 * @param regionCode where it is, at any level of the region tree
 * @param isColdChain keeps goods chilled until they leave
 * @param isActive buyers are served from here
 * @param deliversTo codes of the regions to which goods are sent from here; empty: to anywhere
 */
public record Location(
        LocationId id,
        MerchantId merchant,
        String code,
        LocalizedText name,
        String regionCode,
        LocationKind kind,
        boolean isColdChain,
        boolean isActive,
        List<String> deliversTo) {

    public Location {
        deliversTo = List.copyOf(deliversTo);
    }

    /** Whether goods are sent from here to an address. */
    public boolean sendsTo(String addressCode) {
        return DeliveryArea.of(deliversTo).includes(addressCode);
    }
}
