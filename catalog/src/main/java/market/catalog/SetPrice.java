package market.catalog;

import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * A merchant sets the list price of one of its variants.
 *
 * @param by the session or key whose holder does it, if any
 */
public record SetPrice(
        MerchantId merchant,
        VariantId variant,
        Money price,
        int expectedVersion,
        @Nullable UUID by) {

    public SetPrice(MerchantId merchant, VariantId variant, Money price, int expectedVersion) {
        this(merchant, variant, price, expectedVersion, null);
    }
}
