package market.checkout;

import java.util.Map;
import java.util.UUID;

/**
 * Where to, and how for each merchant.
 *
 * @param pickUpByMerchant at which place the buyer fetches the goods of those that do not send them
 */
public record DeliveryChoice(Address address, Map<UUID, String> optionByMerchant, Map<UUID, UUID> pickUpByMerchant) {

    public DeliveryChoice {
        optionByMerchant = Map.copyOf(optionByMerchant);
        pickUpByMerchant = Map.copyOf(pickUpByMerchant);
    }
}
