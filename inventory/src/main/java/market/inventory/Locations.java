package market.inventory;

import jakarta.inject.Singleton;
import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/** Where merchants keep their goods. */
@Singleton
public class Locations {

    /** Makes a place or renews it, found by the merchant's code. */
    public LocationId upsert(MerchantId merchant, String code, LocalizedText name, String regionCode) {
        throw new UnsupportedOperationException();
    }

    /** All places of a merchant in the order of their codes, at most a thousand. */
    public List<Location> ofMerchant(MerchantId merchant) {
        throw new UnsupportedOperationException();
    }
}
