package market.checkout;

import java.util.Map;
import market.kernel.Actor;
import market.kernel.MerchantId;

/**
 * Chooses where to and how.
 *
 * @param optionByMerchant codes; a merchant left out keeps its usual way
 */
public record SetDelivery(
        CheckoutId checkout,
        Actor actor,
        int expectedVersion,
        String name,
        String phone,
        String regionCode,
        String line,
        Map<MerchantId, String> optionByMerchant) {

    public SetDelivery {
        optionByMerchant = Map.copyOf(optionByMerchant);
    }
}
