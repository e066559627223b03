package market.catalog.graphql;

import market.catalog.Batch;
import market.catalog.PackScan;
import org.jspecify.annotations.Nullable;

/** A batch, and the pack of it whose code was scanned, if it has a serial number. */
record ScannedBatch(Batch batch, @Nullable PackScan scan) {

    static ScannedBatch unscanned(Batch batch) {
        return new ScannedBatch(batch, null);
    }
}
