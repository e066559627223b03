package market.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Products;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a sample of the index against the truth each night. What differs is written anew, and counted: every difference is
 * a fault of ours, since a change that is merely on its way is no difference.
 */
@Singleton
public class IndexAudit {

    private static final Logger LOG = LoggerFactory.getLogger(IndexAudit.class);
    private static final int SAMPLES = 20;
    private static final int SAMPLE = 100;
    private static final int LOGGED_MAX = 20;

    private final Products products;
    private final ListingReader reader;
    private final DirtyProducts dirty;
    private final ListingIndex index;
    private final Counter differences;

    IndexAudit(Products products, ListingReader reader, DirtyProducts dirty, ListingIndex index, MeterRegistry meters) {
        this.products = products;
        this.reader = reader;
        this.dirty = dirty;
        this.index = index;
        this.differences = Counter.builder("market.search.audit.differences")
                .description("Products whose search document was not what the database says")
                .register(meters);
    }

    @Scheduled(cron = "0 23 3 * * ?")
    void nightly() {
        try {
            var found = 0;
            for (var i = 0; i < SAMPLES; i++) {
                found += compare(new ProductId(UUID.randomUUID())).size();
            }
            LOG.info("Held {} pages of products against the search index, {} differ", SAMPLES, found);
        } catch (IndexAwayException e) {
            LOG.info("The search index is not compared while its server is away: {}", e.toString());
        }
    }

    /** Compares a page of products from an id on, or the first ones when none follows; returns those that differ. */
    public Set<ProductId> compare(ProductId from) {
        var after = products.page(from, SAMPLE);
        var page = after.isEmpty() ? products.page(Products.FIRST, SAMPLE) : after;
        var suspects = differing(page);
        // What was changed between the two readings, or is still on its way, is no difference.
        var settled = suspects.isEmpty()
                ? List.<Product>of()
                : List.copyOf(products.findAll(suspects).values());
        var differing = differing(settled);
        differing.removeAll(dirty.among(differing));
        if (!differing.isEmpty()) {
            LOG.error(
                    "The search index has {} products otherwise than the database: {}",
                    differing.size(),
                    differing.stream().limit(LOGGED_MAX).toList());
            differences.increment(differing.size());
            dirty.mark(differing);
        }
        return Set.copyOf(differing);
    }

    private List<ProductId> differing(List<Product> page) {
        if (page.isEmpty()) {
            return new ArrayList<>();
        }
        Map<ProductId, Listing> truth = reader.listings(page).stream()
                .collect(Collectors.toMap(listing -> listing.product().id(), Function.identity()));
        var indexed = index.read(page.stream().map(Product::id).toList());
        var differing = new ArrayList<ProductId>();
        for (var product : page) {
            if (!isSame(truth.get(product.id()), indexed.get(product.id()))) {
                differing.add(product.id());
            }
        }
        return differing;
    }

    private static boolean isSame(@Nullable Listing truth, ListingIndex.@Nullable Indexed indexed) {
        if (truth == null || indexed == null) {
            return truth == null && indexed == null;
        }
        return truth.product().equals(indexed.product())
                && truth.merchant().equals(indexed.seller())
                && Objects.equals(truth.available(), indexed.available());
    }
}
