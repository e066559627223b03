package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** A price is set on what its merchant has read, and is never set over somebody else's. */
class SettingPricesTest {

    @Test
    void a_new_price_raises_the_version_and_is_said_once() {
        var tea = WORLD.tea(WORLD.merchant());

        var outcome = set(tea, 1_234, 1);

        assertThat(outcome).isEqualTo(new SetPriceOutcome.Set(WORLD.product(tea.id())));
        assertThat(WORLD.product(tea.id()).version()).isEqualTo(2);
        assertThat(price(tea)).isEqualTo(Money.cny(1_234));
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
    }

    @Test
    void other_variants_and_tiers_stay() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var tier = new PriceTier("TRADE", 20, Money.cny(900), 10);
        var id = WORLD.upserted(CatalogWorld.tea(merchant, key, spec(key, 1_000, tier), spec(key + "b", 2_000)))
                .id();

        set(WORLD.product(id), 1_500, 1);

        assertThat(WORLD.product(id).variants())
                .extracting(Variant::price)
                .containsExactly(Money.cny(1_500), Money.cny(2_000));
        assertThat(WORLD.product(id).variants().getFirst().tiers()).containsExactly(tier);
    }

    @Test
    void a_price_on_an_old_reading_changes_nothing() {
        var tea = WORLD.tea(WORLD.merchant());
        set(tea, 1_100, 1);
        var before = WORLD.product(tea.id());

        for (var version : List.of(1, 0, -1, 3)) {
            assertThat(set(tea, 1_200, version)).isEqualTo(new SetPriceOutcome.VersionConflict(2));
        }

        assertThat(WORLD.product(tea.id())).isEqualTo(before);
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
    }

    @Test
    void a_price_is_more_than_zero_and_in_the_variants_currency() {
        var tea = WORLD.tea(WORLD.merchant());

        for (var price : List.of(Money.cny(0), Money.cny(-1), Money.cny(Long.MIN_VALUE), Money.ofMajor("10", "USD"))) {
            assertThat(set(tea.merchant(), tea, price, 1)).isEqualTo(new SetPriceOutcome.InvalidPrice());
        }

        unchanged(tea);
    }

    @Test
    void another_merchants_variant_is_as_unknown_as_none() {
        var tea = WORLD.tea(WORLD.merchant());

        assertThat(set(WORLD.merchant(), tea, Money.cny(1), 1)).isEqualTo(new SetPriceOutcome.NotFound());
        assertThat(WORLD.products.setPrice(
                        new SetPrice(tea.merchant(), new VariantId(WORLD.ids.next()), Money.cny(1), 1)))
                .isEqualTo(new SetPriceOutcome.NotFound());

        unchanged(tea);
    }

    @Test
    void of_two_prices_at_once_one_holds_and_the_other_hears_of_it() throws Exception {
        for (var round = 0; round < 10; round++) {
            var tea = WORLD.tea(WORLD.merchant());

            var outcomes = CatalogWorld.atOnce(2, number -> () -> set(tea, 1_100 + number, 1));

            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new SetPriceOutcome.Set(WORLD.product(tea.id())), new SetPriceOutcome.VersionConflict(2));
            var winner = outcomes.getFirst() instanceof SetPriceOutcome.Set ? 0 : 1;
            assertThat(price(tea)).isEqualTo(Money.cny(1_100 + winner));
            assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
        }
    }

    @Test
    void variants_of_one_product_share_its_version() throws Exception {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var specs = IntStream.range(0, 6)
                .mapToObj(number -> spec(key + number, 1_000))
                .toArray(UpsertProduct.VariantSpec[]::new);
        var made = WORLD.upserted(CatalogWorld.tea(merchant, key, specs));

        var outcomes = CatalogWorld.atOnce(
                6,
                number -> () -> WORLD.products.setPrice(
                        new SetPrice(merchant, made.variants().get(number), Money.cny(2_000), 1)));

        assertThat(outcomes).filteredOn(SetPriceOutcome.Set.class::isInstance).hasSize(1);
        assertThat(WORLD.product(made.id()).variants())
                .filteredOn(variant -> variant.price().equals(Money.cny(2_000)))
                .hasSize(1);
        assertThat(WORLD.said(made.id())).containsExactly(1, 2);
    }

    private static SetPriceOutcome set(Product product, long fen, int expectedVersion) {
        return set(product.merchant(), product, Money.cny(fen), expectedVersion);
    }

    private static SetPriceOutcome set(MerchantId merchant, Product product, Money price, int expectedVersion) {
        var variant = product.variants().getFirst().id();
        return WORLD.products.setPrice(new SetPrice(merchant, variant, price, expectedVersion));
    }

    private static Money price(Product product) {
        return WORLD.product(product.id()).variants().getFirst().price();
    }

    private static void unchanged(Product before) {
        assertThat(WORLD.product(before.id())).isEqualTo(before);
        assertThat(WORLD.said(before.id())).containsExactly(1);
    }
}
