package market.catalog;

import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A merchant rewrites what shoppers read of one of its products; null leaves a text as it is.
 *
 * @param richDescription of which the description is the text; null when that is plain
 */
public record SetTexts(
        MerchantId merchant,
        ProductId product,
        @Nullable LocalizedText title,
        @Nullable LocalizedText description,
        @Nullable RichText richDescription,
        int expectedVersion) {}
