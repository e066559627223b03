package market.search;

import jakarta.inject.Singleton;
import market.catalog.Products;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the index anew from the truth and swaps it in. Searches go on meanwhile, and so do changes: every drain loop
 * writes to the new index too, and of two writes of one product the one that was read later stays.
 */
@Singleton
public class Reindex {

    private static final Logger LOG = LoggerFactory.getLogger(Reindex.class);
    /** What is in memory at once. */
    private static final int PAGE = 200;

    private final Rebuilds rebuilds;
    private final Products products;
    private final ListingReader reader;
    private final DirtyProducts dirty;
    private final ListingIndex index;

    Reindex(Rebuilds rebuilds, Products products, ListingReader reader, DirtyProducts dirty, ListingIndex index) {
        this.rebuilds = rebuilds;
        this.products = products;
        this.reader = reader;
        this.dirty = dirty;
        this.index = index;
    }

    /**
     * Returns when the new index answers searches; false when some copy of the engine is already at it.
     *
     * @throws IndexAwayException when the search server cannot answer; the old index then stays
     */
    public boolean run() {
        var name = index.newName();
        if (!rebuilds.begin(name)) {
            return false;
        }
        try {
            index.create(name);
            var count = fill(name);
            requireLease(name);
            index.publish(name);
            LOG.info("Built the search index {} of {} products", name, count);
            return true;
        } catch (RuntimeException e) {
            discard(name);
            throw e;
        } finally {
            rebuilds.end(name);
        }
    }

    private long fill(String name) {
        var count = 0L;
        var after = Products.FIRST;
        while (true) {
            // Drawn before the page is read: a change from now on gets a higher version and wins.
            var version = dirty.nextVersion();
            var page = products.page(after, PAGE);
            if (page.isEmpty()) {
                return count;
            }
            var puts = reader.listings(page).stream()
                    .<IndexWrite>map(listing -> new IndexWrite.Put(listing, version))
                    .toList();
            index.fill(name, puts);
            requireLease(name);
            count += puts.size();
            after = page.getLast().id();
        }
    }

    private void requireLease(String name) {
        if (!rebuilds.renew(name)) {
            throw new IllegalStateException(
                    "Building " + name + " took too long between two pages; another must do it");
        }
    }

    private void discard(String name) {
        try {
            index.discard(name);
        } catch (IndexAwayException e) {
            LOG.warn("The unfinished index {} stays until the next rebuild: {}", name, e.toString());
        }
    }
}
