package market.checkout;

import java.util.Map;
import market.inventory.LocationId;
import market.kernel.Actor;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where to and how.
 *
 * @param ways a merchant left out keeps its usual way
 */
public record SetDelivery(
        CheckoutId checkout,
        Actor actor,
        int expectedVersion,
        String name,
        String phone,
        String regionCode,
        String line,
        Map<MerchantId, Way> ways) {

    /**
     * How one merchant's goods reach the buyer.
     *
     * @param pickUpPlace where they are fetched; null: at the nearest place, or they are sent
     */
    public record Way(String option, @Nullable LocationId pickUpPlace) {}

    public SetDelivery {
        ways = Map.copyOf(ways);
    }
}
