package market.portal.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A file of goods on its way into the catalogue.
 *
 * @param mediaUploadId of an archive of the pictures that its rows name
 * @param mapping the field of each column that its merchant mapped
 * @param columns the column of each field, once the file was opened
 * @param ignoredColumns those that mean nothing here
 * @param isDryRun whether it stops when all is checked
 * @param isPartial whether sound products are written though others are faulty
 * @param rows read so far
 * @param products of the file; 0 while it is read
 * @param done products that the current pass is through with
 */
public record ProductImport(
        UUID id,
        MerchantId merchant,
        UUID uploadId,
        @Nullable UUID mediaUploadId,
        String fileName,
        Map<String, String> mapping,
        Map<String, String> columns,
        List<String> ignoredColumns,
        boolean isDryRun,
        boolean isPartial,
        State state,
        String doneTo,
        long rows,
        long products,
        long done,
        Counts counts,
        UUID reportSecret,
        int failures,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Where it stands. */
    public enum State {
        READING,
        CHECKING,
        CHECKED,
        APPLYING,
        COMPLETED,
        REFUSED,
        FAILED
    }

    /**
     * How its products fared in the current pass, and what is wrong with its rows.
     *
     * @param forReview of those that were created or changed, how many the operator looks at before they are on sale
     */
    public record Counts(
            long created, long changed, long unchanged, long refused, long forReview, long faults, long warnings) {}

    /** A change that a dry run found. */
    public record FoundChange(
            String key,
            @Nullable String sku,
            String field,
            @Nullable String before,
            @Nullable String after) {}

    /** What is wrong, or should be looked at, at a place of its file. */
    public record FoundFault(
            long id,
            long row,
            @Nullable String column,
            @Nullable String value,
            boolean isWarning,
            LocalizedText reason) {}
}
