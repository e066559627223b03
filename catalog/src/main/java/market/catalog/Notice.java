package market.catalog;

import java.time.Instant;
import java.util.UUID;
import market.kernel.LocalizedText;

/**
 * What a merchant must know of its goods or documents.
 *
 * @param subject what it is about: the number of a certificate, the handle of a product, the code of a batch
 */
public record Notice(UUID id, Kind kind, String subject, LocalizedText text, Instant at) {

    /** What happened. */
    public enum Kind {
        /** A certificate will lapse soon. */
        CERTIFICATE_LAPSING,
        CERTIFICATE_LAPSED,
        /** Little is left of what may be sold under a certificate. */
        CERTIFICATE_QUOTA_LOW,
        CERTIFICATE_USED_UP,
        /** Listed goods are off the shelf until they pass a gate. */
        PRODUCT_BARRED,
        /** A scheduled change could not be made. */
        SCHEDULE_FAILED,
        /** The operator looked at goods and lists them. */
        PRODUCT_APPROVED,
        /** The operator looked at goods and sent them back. */
        PRODUCT_REJECTED,
        /** A batch was called back. */
        BATCH_RECALLED
    }
}
