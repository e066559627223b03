package market.search;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import market.catalog.ProductId;
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
    /** What is in memory at once: so many pages of so many products. */
    private static final int PAGE = 200;

    private static final int PAGES_AT_ONCE = 3;

    private final Rebuilds rebuilds;
    private final Products products;
    private final ListingReader reader;
    private final DirtyProducts dirty;
    private final ListingIndex index;
    private final IndexForms forms;
    private volatile boolean isGivenUp;

    Reindex(
            Rebuilds rebuilds,
            Products products,
            ListingReader reader,
            DirtyProducts dirty,
            ListingIndex index,
            IndexForms forms) {
        this.forms = forms;
        this.rebuilds = rebuilds;
        this.products = products;
        this.reader = reader;
        this.dirty = dirty;
        this.index = index;
    }

    /**
     * Returns when the new index answers searches; false when some copy of the engine is already at it. What a copy that
     * died or lost its search server left unfinished is gone on with.
     *
     * @throws IndexAwayException when the search server cannot answer; the old index then stays, and so does what is built
     */
    public boolean run() {
        // From here on all that changes is noted for this form.
        forms.keep();
        var name = index.newName();
        var begun = rebuilds.begin(name, index.form());
        if (begun.isEmpty()) {
            return false;
        }
        var build = begun.get();
        LOG.info(
                "Building the search index {} from product {} on",
                build.index(),
                build.filledTo().value());
        try {
            if (build.isFresh()) {
                index.discard(build.index());
                index.create(build.index());
            }
            var count = fill(build);
            index.publish(build.index());
            LOG.info("Built the search index {}, {} products since it was begun or taken over", build.index(), count);
            forms.complete();
            rebuilds.end(build);
            return true;
        } catch (IndexAwayException e) {
            rebuilds.release(build);
            throw e;
        } catch (RuntimeException e) {
            discard(build.index());
            rebuilds.end(build);
            throw e;
        }
    }

    /** Leaves what is being built to another copy. */
    void giveUp() {
        isGivenUp = true;
    }

    private long fill(Rebuilds.Build build) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayDeque<Page>();
            var count = 0L;
            var after = build.filledTo();
            while (true) {
                if (isGivenUp) {
                    throw new IndexAwayException("This copy stops; another goes on with " + build.index());
                }
                // Drawn before the page is read: a change from now on gets a higher version and wins.
                var version = dirty.nextVersion();
                var read = products.page(after, PAGE);
                if (read.isEmpty()) {
                    break;
                }
                var puts = reader.listings(read).stream()
                        .<IndexWrite>map(listing -> new IndexWrite.Put(listing, version))
                        .toList();
                after = read.getLast().id();
                writing.add(new Page(executor.submit(() -> index.fill(build.index(), puts)), after));
                count += puts.size();
                if (writing.size() >= PAGES_AT_ONCE) {
                    finish(build, writing.remove());
                }
            }
            while (!writing.isEmpty()) {
                finish(build, writing.remove());
            }
            return count;
        }
    }

    /** What is being written, up to a product. */
    private record Page(Future<?> written, ProductId last) {}

    /** Pages end in their order, so all before the noted product is in the index. */
    private void finish(Rebuilds.Build build, Page page) {
        try {
            page.written().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexAwayException("Interrupted while building " + build.index(), e);
        }
        if (!rebuilds.renew(build, page.last())) {
            throw new IndexAwayException("Another copy goes on with " + build.index());
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
