package market.search;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the search documents of dirty products up to date. */
@Singleton
class Projection {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    /** About two megabytes of documents: well below what a bulk request may carry. */
    private static final int BATCH_MAX = 200;
    /** Longer than the timeouts of one batch together; the products of a copy that died wait so long. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final DirtyProducts dirty;
    private final ListingReader reader;
    private final ListingIndex index;

    Projection(DirtyProducts dirty, ListingReader reader, ListingIndex index) {
        this.dirty = dirty;
        this.reader = reader;
        this.index = index;
    }

    /** What one round came to. */
    enum Round {
        IDLE,
        WROTE,
        /** There is no index to write to. */
        INDEX_MISSING
    }

    /** Writes one batch. Nothing is lost when it fails: the products stay dirty. */
    Round drain() {
        var claim = dirty.claim(BATCH_MAX, LEASE);
        if (claim.products().isEmpty()) {
            return Round.IDLE;
        }
        try {
            var outcome = index.write(writes(claim), claim.building());
            // While an index is being built, its builder reads these products later than now.
            if (outcome.isMissing() && claim.building().isEmpty()) {
                dirty.release(claim.products());
                return Round.INDEX_MISSING;
            }
            finish(claim, outcome);
            return Round.WROTE;
        } catch (RuntimeException e) {
            dirty.release(claim.products());
            throw e;
        }
    }

    private void finish(DirtyProducts.Claim claim, ListingIndex.WriteOutcome outcome) {
        // Refused ones stay claimed and are tried again when the claim has run out, so that they hold up nobody.
        if (!outcome.refused().isEmpty()) {
            LOG.error("The search server refuses the documents of {}", outcome.refused());
        }
        if (!outcome.wanting().isEmpty()) {
            dirty.mark(outcome.wanting());
        }
        dirty.done(claim.products().stream()
                .filter(claimed -> !outcome.refused().contains(claimed.product()))
                .toList());
    }

    private List<IndexWrite> writes(DirtyProducts.Claim claim) {
        var claimed = claim.products();
        var listings = reader
                .read(claimed.stream().map(DirtyProducts.Claimed::product).toList())
                .stream()
                .collect(Collectors.toMap(listing -> listing.product().id(), Function.identity()));
        var writes = new ArrayList<IndexWrite>();
        for (var each : claimed) {
            var listing = listings.get(each.product());
            if (listing == null) {
                writes.add(new IndexWrite.Remove(each.product(), each.version()));
            } else if (each.isOfferOnly() && claim.building().isEmpty()) {
                writes.add(new IndexWrite.Offer(listing, each.version()));
            } else {
                // The index that is being built may have an older document, or none yet.
                writes.add(new IndexWrite.Put(listing, each.version()));
            }
        }
        return writes;
    }
}
