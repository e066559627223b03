package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** Merchants write their products, several people at once. */
class WritingProductsTest {

    private final MerchantId merchant = WORLD.merchant();
    private final String key = WORLD.fresh("tea");

    @Test
    void a_new_product_is_a_draft_until_it_is_listed() {
        var draft = set(0, 1_000);
        assertThat(draft.status()).isEqualTo(ProductStatus.DRAFT);

        var listed =
                WORLD.products.setStatus(new SetStatus(merchant, draft.id(), ProductStatus.LISTED, draft.version()));

        assertThat(listed).isInstanceOf(SetStatusOutcome.Set.class);
        assertThat(WORLD.product(draft.id()).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(set(2, 1_100).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(WORLD.products.setStatus(new SetStatus(WORLD.merchant(), draft.id(), ProductStatus.WITHDRAWN, 3)))
                .isEqualTo(new SetStatusOutcome.NotFound());
        assertThat(WORLD.products.setStatus(new SetStatus(merchant, draft.id(), ProductStatus.WITHDRAWN, 2)))
                .isEqualTo(new SetStatusOutcome.VersionConflict(3));
        assertThat(WORLD.product(draft.id()).status()).isEqualTo(ProductStatus.LISTED);
    }

    @Test
    void of_many_who_write_the_same_version_one_is_heard_and_the_others_hear_of_it() throws Exception {
        var before = set(0, 1_000);
        var outcomes = atOnce(before.version());

        assertThat(outcomes).filteredOn(SetProductOutcome.Set.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(SetProductOutcome.VersionConflict.class::isInstance)
                .hasSize(15)
                .allMatch(new SetProductOutcome.VersionConflict(2)::equals);
        var winner = outcomes.stream()
                .filter(SetProductOutcome.Set.class::isInstance)
                .map(outcome -> ((SetProductOutcome.Set) outcome).product())
                .findFirst()
                .orElseThrow();
        assertThat(WORLD.product(before.id())).isEqualTo(winner);
    }

    @Test
    void of_many_who_make_the_same_product_one_does() throws Exception {
        var outcomes = atOnce(0);

        assertThat(outcomes).filteredOn(SetProductOutcome.Set.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(SetProductOutcome.VersionConflict.class::isInstance)
                .hasSize(15);
        assertThat(WORLD.products.findByKey(merchant, key).orElseThrow().version())
                .isEqualTo(1);
    }

    private List<SetProductOutcome> atOnce(int expectedVersion) throws Exception {
        var writers = IntStream.range(0, 16)
                .<Callable<SetProductOutcome>>mapToObj(i -> () -> outcome(expectedVersion, 2_000 + i))
                .toList();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<SetProductOutcome>();
            for (var future : executor.invokeAll(writers)) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }

    private Product set(int expectedVersion, long fen) {
        var outcome = outcome(expectedVersion, fen);
        assertThat(outcome).isInstanceOf(SetProductOutcome.Set.class);
        return ((SetProductOutcome.Set) outcome).product();
    }

    private SetProductOutcome outcome(int expectedVersion, long fen) {
        return WORLD.products.set(new SetProduct(tea(merchant, key, spec("sku-" + key, fen)), expectedVersion));
    }
}
