package market.catalog;

import java.math.BigDecimal;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant wants its goods to be shown in a pavilion.
 *
 * @param offeredFee the most that the pavilion may ask, as a part of one
 */
public record ApplyToPavilion(
        MerchantId merchant,
        Pavilion pavilion,
        BigDecimal offeredFee,
        @Nullable String message) {}
