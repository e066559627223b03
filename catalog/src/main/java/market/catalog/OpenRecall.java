package market.catalog;

import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A batch shall be called back.
 *
 * @param merchant whose batch it must be; null when the operator calls it back
 * @param principal who does it, for the record
 */
public record OpenRecall(
        @Nullable MerchantId merchant,
        String batchCode,
        LocalizedText reason,
        LocalizedText remedy,
        String principal) {}
