package market.search;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the search documents of dirty products up to date. */
@Singleton
class Projection {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    /** Whatever changes waits for the batch before its own and for its own: large ones are cheaper, small ones are found sooner. */
    private static final int BATCH_MAX = 64;
    /**
     * While one share is being read the other is being written, and a search server with much to do gives two requests twice the
     * time of one.
     */
    private static final int AT_ONCE = 2;

    private static final int SHARE_MIN = 20;
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
        /** As many as one round takes: there may be more. */
        WROTE,
        WROTE_ALL,
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
            var outcome = write(claim);
            // While an index is being built, its builder reads these products later than now.
            if (outcome.isMissing() && claim.building().isEmpty()) {
                dirty.release(claim.products());
                return Round.INDEX_MISSING;
            }
            finish(claim, outcome);
            return claim.products().size() == BATCH_MAX ? Round.WROTE : Round.WROTE_ALL;
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

    private ListingIndex.WriteOutcome write(DirtyProducts.Claim claim) {
        var shares = shares(claim.products());
        if (shares.size() == 1) {
            return write(shares.getFirst(), claim.building());
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = shares.stream()
                    .map(share -> CompletableFuture.supplyAsync(() -> write(share, claim.building()), executor))
                    .toList();
            return writing.stream()
                    .map(CompletableFuture::join)
                    .reduce(ListingIndex.WriteOutcome::and)
                    .orElseThrow();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static List<List<DirtyProducts.Claimed>> shares(List<DirtyProducts.Claimed> claimed) {
        var size = Math.max(SHARE_MIN, Math.ceilDiv(claimed.size(), AT_ONCE));
        return IntStream.range(0, Math.ceilDiv(claimed.size(), size))
                .mapToObj(share -> claimed.subList(share * size, Math.min(claimed.size(), (share + 1) * size)))
                .toList();
    }

    private ListingIndex.WriteOutcome write(List<DirtyProducts.Claimed> claimed, Optional<String> building) {
        return index.write(writes(claimed, building), building);
    }

    private List<IndexWrite> writes(List<DirtyProducts.Claimed> claimed, Optional<String> building) {
        var listings = reader
                .read(claimed.stream().map(DirtyProducts.Claimed::product).toList())
                .stream()
                .collect(Collectors.toMap(listing -> listing.product().id(), Function.identity()));
        var writes = new ArrayList<IndexWrite>();
        for (var each : claimed) {
            var listing = listings.get(each.product());
            if (listing == null) {
                writes.add(new IndexWrite.Remove(each.product(), each.version()));
            } else if (each.isOfferOnly() && building.isEmpty()) {
                writes.add(new IndexWrite.Offer(listing, each.version()));
            } else {
                // The index that is being built may have an older document, or none yet.
                writes.add(new IndexWrite.Put(listing, each.version()));
            }
        }
        return writes;
    }
}
