package market.catalog;

import java.time.Instant;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who buys, where and when: all that a price depends on beside the goods and their quantity.
 *
 * @param company of a business buyer
 * @param channel where it is sold, {@link #STOREFRONT} or the name of another one, as stock is set aside for it
 * @param pavilion handle of the pavilion where the goods were found
 */
public record Purchase(
        String customerGroup,
        @Nullable String company,
        @Nullable String channel,
        @Nullable String pavilion,
        Instant at) {

    /** The engine's own shop. */
    public static final String STOREFRONT = "STOREFRONT";

    public static Purchase by(Actor actor, Instant at) {
        return new Purchase(actor.customerGroup(), actor.company(), STOREFRONT, null, at);
    }

    /** By whoever comes along: at prices that everybody may see. */
    public static Purchase byAnybody(Instant at) {
        return by(new Actor.Guest(), at);
    }

    public Purchase in(@Nullable String foundIn) {
        return new Purchase(customerGroup, company, channel, foundIn, at);
    }
}
