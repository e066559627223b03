package market.cart;

import java.time.Instant;
import market.kernel.Actor;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who proved a phone number.
 *
 * @param customerGroup {@code RETAIL} or {@code TRADE}
 * @param company of a business buyer
 */
public record Shopper(
        ShopperId id,
        String phone,
        @Nullable String name,
        String customerGroup,
        @Nullable String company,
        Instant createdAt) {

    public Actor.Shopper actor() {
        return new Actor.Shopper(id, customerGroup, company);
    }
}
