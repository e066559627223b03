package market.catalog;

import java.time.Instant;
import java.util.Currency;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a merchant for an audience and a time; see {@link Pricing} for which list counts.
 *
 * @param code the merchant's own key, which buyers see in the trace of a price
 * @param name for the merchant
 * @param priority the higher goes first among lists for audiences that are equally specific
 * @param validFrom null when it always was valid
 * @param validUntil the first moment at which it is not valid any more; null when it stays valid
 * @param version grows with every change of the list or its entries
 * @param removedAt null while it is there
 */
public record PriceList(
        PriceListId id,
        MerchantId merchant,
        String code,
        String name,
        Currency currency,
        Audience audience,
        int priority,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        int version,
        @Nullable Instant removedAt,
        Instant createdAt,
        Instant updatedAt) {}
