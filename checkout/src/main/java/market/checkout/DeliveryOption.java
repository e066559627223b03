package market.checkout;

import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.Money;

/**
 * A way to deliver one merchant's goods.
 *
 * @param pickUpPlaces where the buyer fetches them, nearest first; none where they are sent
 */
public record DeliveryOption(String code, LocalizedText label, Money price, List<PickUpPlace> pickUpPlaces) {

    DeliveryOption(String code, LocalizedText label, Money price) {
        this(code, label, price, List.of());
    }
}
