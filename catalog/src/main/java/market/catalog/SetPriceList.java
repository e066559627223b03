package market.catalog;

import java.time.Instant;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant makes a price list or rewrites one, found by code; its entries stay.
 *
 * @param by the session or key whose holder does it
 * @param expectedVersion 0 for one that shall be new
 */
public record SetPriceList(
        MerchantId merchant,
        UUID by,
        String code,
        String name,
        String currency,
        Audience audience,
        int priority,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        int expectedVersion) {}
