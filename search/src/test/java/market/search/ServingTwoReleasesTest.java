package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import market.catalog.ProductId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Copies of two releases run side by side, whose documents differ in form. */
final class ServingTwoReleasesTest {

    private static final SearchWorld WORLD = new SearchWorld();
    private static final String OTHER = "other-products-0a1b2c3d-";

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void a_change_is_due_for_each_form_that_is_kept_and_written_to_the_own_one_only() {
        WORLD.settled();
        WORLD.sql("INSERT INTO search.index_form (form, is_complete) VALUES ('" + OTHER + "', true)");
        WORLD.sql("INSERT INTO search.rebuild (id, index_name, lease_until) VALUES (1, '" + OTHER
                + "1', now() + interval '1h')");

        var id = sell("both", "BO-1");
        await().atMost(SearchWorld.soon()).until(() -> WORLD.find("BO-1").size() == 1);
        WORLD.setPrice(id, "12.00");
        await().atMost(SearchWorld.soon()).until(() -> priceOf("BO-1") == 12_00L);

        // Nobody took it from the other release, and its index, which is being built, was not written to.
        assertThat(WORLD.count("search.stale_listing WHERE form = '" + OTHER + "' AND NOT is_offer_only"))
                .isEqualTo(1);
        WORLD.sql("DELETE FROM search.rebuild");
        WORLD.sql("DELETE FROM search.stale_listing");
        WORLD.sql("DELETE FROM search.index_form WHERE form = '" + OTHER + "'");
    }

    @Test
    void what_a_copy_of_the_release_before_takes_up_reaches_this_index_too() {
        var id = sell("older", "OL-1");
        await().atMost(SearchWorld.soon()).until(() -> WORLD.find("OL-1").size() == 1);

        // Nothing but the older table hears of it, and the older copy has emptied that at once.
        WORLD.sql("UPDATE catalog.variant SET price_minor = 3400 WHERE product_id = '" + id.value() + "'");
        WORLD.sql("INSERT INTO search.dirty_product (product_id, mark) VALUES ('" + id.value() + "', 1)");
        WORLD.sql("DELETE FROM search.dirty_product");

        await().atMost(SearchWorld.soon()).until(() -> priceOf("OL-1") == 34_00L);
    }

    @Test
    void an_index_whose_form_nobody_kept_is_built_anew() {
        var id = sell("lapsed", "LA-1");
        await().atMost(SearchWorld.soon()).until(() -> WORLD.find("LA-1").size() == 1);

        WORLD.sql("UPDATE catalog.variant SET price_minor = 5600 WHERE product_id = '" + id.value() + "'");
        WORLD.sql("DELETE FROM search.index_form");

        await().atMost(Duration.ofSeconds(30)).until(() -> priceOf("LA-1") == 56_00L);
        await().atMost(SearchWorld.soon()).until(() -> WORLD.count("search.index_form WHERE is_complete") == 1);
    }

    private static ProductId sell(String key, String sku) {
        return WORLD.sell(SearchWorld.stroller(key, "两版童车", null).variant(sku, "10.00", Map.of()));
    }

    private static long priceOf(String sku) {
        return WORLD.index.search(ListingQuery.of(sku)).hits().stream()
                .mapToLong(hit -> hit.product().variants().getFirst().price().minor())
                .findFirst()
                .orElse(0);
    }
}
