package market.checkout;

import java.util.Map;
import java.util.UUID;

/** Where to, and how for each merchant. */
public record DeliveryChoice(Address address, Map<UUID, String> optionByMerchant) {

    public DeliveryChoice {
        optionByMerchant = Map.copyOf(optionByMerchant);
    }
}
