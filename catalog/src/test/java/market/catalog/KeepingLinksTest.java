package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import market.catalog.UpsertProduct.VariantSpec;
import org.junit.jupiter.api.Test;

/** Links to goods lead on when their handle changes, and no product grows without bound. */
class KeepingLinksTest {

    @Test
    void a_handle_that_goods_had_before_still_finds_them_and_nobody_else_gets_it() {
        var merchant = WORLD.merchant();
        var before = WORLD.tea(merchant);
        var renamed = WORLD.fresh("renamed");

        WORLD.upserted(tea(merchant, before.key(), renamed, "高山云雾", spec(before.key(), 1_000)));

        assertThat(WORLD.products.findByHandle(before.handle()).orElseThrow().handle())
                .isEqualTo(renamed);
        assertThat(WORLD.products.recallByHandle(before.handle()).orElseThrow().handle())
                .isEqualTo(renamed);
        var key = WORLD.fresh("other");
        assertThat(WORLD.refused(tea(WORLD.merchant(), key, before.handle(), "高山云雾", spec(key, 1_000))))
                .containsExactly("null handle");
        assertThat(WORLD.texts("SELECT key FROM catalog.product WHERE key = ?", key))
                .isEmpty();
    }

    @Test
    void goods_may_take_a_handle_back() {
        var merchant = WORLD.merchant();
        var before = WORLD.tea(merchant);
        var renamed = WORLD.fresh("renamed");
        WORLD.upserted(tea(merchant, before.key(), renamed, "高山云雾", spec(before.key(), 1_000)));

        WORLD.upserted(tea(merchant, before.key(), before.handle(), "高山云雾", spec(before.key(), 1_000)));

        assertThat(WORLD.products.findByHandle(renamed).orElseThrow().handle()).isEqualTo(before.handle());
        assertThat(WORLD.texts(
                        "SELECT handle FROM catalog.former_handle WHERE product_id = ?",
                        before.id().value()))
                .containsExactly(renamed);
    }

    @Test
    void a_product_has_two_thousand_variants_and_not_one_more() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var product =
                WORLD.upserted(tea(merchant, key, variants(key, 0, 1_999))).id();

        assertThat(WORLD.refused(tea(merchant, key, variants(key, 1_999, 2)))).containsExactly("null variants");
        assertThat(WORLD.product(product).variants()).hasSize(1_999);

        WORLD.upserted(tea(merchant, key, variants(key, 1_999, 1)));
        WORLD.upserted(tea(merchant, key, variants(key, 0, 10)));

        assertThat(WORLD.product(product).variants()).hasSize(2_000);
    }

    private static VariantSpec[] variants(String key, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> spec(key + "-" + number, 1_000))
                .toArray(VariantSpec[]::new);
    }
}
