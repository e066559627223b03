package market.inventory;

import java.util.Map;
import market.kernel.MerchantId;

/**
 * Where held goods are to go.
 *
 * @param regionCode of the address
 * @param pickUp at which place of a merchant the buyer fetches its goods instead
 */
public record Destination(String regionCode, Map<MerchantId, LocationId> pickUp) {

    public Destination {
        pickUp = Map.copyOf(pickUp);
    }
}
