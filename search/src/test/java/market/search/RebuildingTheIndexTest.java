package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Products;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The index is built anew while goods are sold and priced. */
final class RebuildingTheIndexTest {

    private static final SearchWorld WORLD = new SearchWorld();
    private static final int GOODS = 450;

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void nothing_is_lost_when_goods_change_meanwhile_and_an_empty_server_is_filled() throws Exception {
        var sold = new ArrayList<ProductId>();
        for (var i = 0; i < GOODS; i++) {
            sold.add(WORLD.sell(SearchWorld.stroller("s" + i, "童车 " + i, null).variant("S-" + i, "1.00", Map.of())));
        }
        WORLD.settled();

        var isDone = new AtomicBoolean();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var prices = executor.submit(() -> change(sold, isDone));
            for (var i = 0; i < 3; i++) {
                assertThat(WORLD.reindex.run()).isTrue();
            }
            isDone.set(true);
            assertThat(prices.get()).isPositive();
        }
        WORLD.settled();
        assertIndexHoldsTheTruth();

        var published = WORLD.index.newName();
        WORLD.index.create(published);
        WORLD.index.publish(published);
        WORLD.index.discard(published);
        assertThat(WORLD.index.isPublished()).isFalse();

        await().atMost(Duration.ofSeconds(30)).until(WORLD.index::isPublished);
        WORLD.settled();
        assertIndexHoldsTheTruth();
    }

    @Test
    void two_copies_do_not_build_at_once() {
        WORLD.settled();
        WORLD.sql(
                "INSERT INTO search.rebuild (id, index_name, lease_until) VALUES (1, 'other', now() + interval '1h')");

        assertThat(WORLD.reindex.run()).isFalse();

        WORLD.sql("UPDATE search.rebuild SET lease_until = now() - interval '1s'");
        assertThat(WORLD.reindex.run()).isTrue();
        assertThat(WORLD.count("search.rebuild")).isZero();
    }

    @Test
    void what_a_copy_left_unfinished_is_gone_on_with_where_it_ended() {
        for (var i = 0; i < 5; i++) {
            WORLD.sell(SearchWorld.stroller("left" + i, "留下的童车", null).variant("L-" + i, "1.00", Map.of()));
        }
        WORLD.settled();
        var products = WORLD.products.page(Products.FIRST, 1_000);
        var filledTo = products.get(products.size() / 2).id();
        var unfinished = WORLD.index.newName();
        WORLD.index.create(unfinished);
        WORLD.index.fill(
                unfinished,
                WORLD.reader.listings(products.subList(0, products.size() / 2 + 1)).stream()
                        .<IndexWrite>map(listing -> new IndexWrite.Put(listing, WORLD.dirty.nextVersion()))
                        .toList());

        WORLD.sql("INSERT INTO search.rebuild (id, index_name, lease_until, filled_to) VALUES (1, '" + unfinished
                + "', now() - interval '1s', '" + filledTo.value() + "')");
        WORLD.setPrice(products.getFirst().id(), "77.00");

        await().atMost(Duration.ofSeconds(30)).until(() -> WORLD.count("search.rebuild") == 0);
        WORLD.settled();
        assertIndexHoldsTheTruth();
    }

    private static int change(List<ProductId> sold, AtomicBoolean isDone) {
        var changes = 0;
        while (!isDone.get()) {
            var id = sold.get(changes * 37 % sold.size());
            WORLD.setPrice(id, "%d.00".formatted(2 + changes));
            if (changes % 20 == 0) {
                WORLD.sell(
                        SearchWorld.stroller("new" + changes, "童车 新", null).variant("N-" + changes, "1.00", Map.of()));
            }
            changes++;
        }
        return changes;
    }

    private static void assertIndexHoldsTheTruth() {
        var found = new ArrayList<Product>();
        var query = ListingQuery.of("")
                .sortedBy(ListingSort.PRICE_ASC)
                .withoutFacets()
                .page(100, null);
        for (var page = WORLD.search.search(query);
                ;
                page = WORLD.search.search(query.page(100, page.hits().getLast().cursor()))) {
            assertThat(page.degraded()).isFalse();
            page.hits().forEach(hit -> found.add(hit.product()));
            if (!page.hasNext()) {
                break;
            }
        }
        var truth = new ArrayList<Product>();
        var after = Products.FIRST;
        for (var page = WORLD.products.page(after, 200); !page.isEmpty(); page = WORLD.products.page(after, 200)) {
            truth.addAll(page);
            after = page.getLast().id();
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(truth);
    }
}
