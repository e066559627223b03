package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.note;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import market.catalog.UpsertProduct.VariantSpec;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A product is made or renewed whole, said once, or not touched at all. */
class UpsertingProductsTest {

    @Test
    void a_new_product_is_on_sale_and_said_once() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var tier = new PriceTier("TRADE", 20, Money.cny(900), 10);

        var upserted = WORLD.upserted(tea(merchant, key, spec(key, 1_000, tier)));

        var product = WORLD.product(upserted.id());
        assertThat(product.status()).isEqualTo(ProductStatus.LISTED);
        assertThat(product.version()).isEqualTo(1);
        assertThat(product.attributes()).isEqualTo(Map.of("note", List.of("高山云雾")));
        assertThat(product.variants())
                .containsExactly(new Variant(
                        upserted.variants().getFirst(),
                        product.id(),
                        key,
                        Map.of(),
                        Money.cny(1_000),
                        250L,
                        "H87",
                        null,
                        1,
                        1,
                        1,
                        null,
                        List.of(tier)));
        assertThat(WORLD.products.findByKey(merchant, key)).contains(product);
        assertThat(WORLD.said(product.id())).containsExactly(1);
    }

    @Test
    void a_renewed_product_keeps_its_ids_and_the_variants_that_are_left_out() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var tier = new PriceTier("TRADE", 20, Money.cny(900), 10);
        var first = WORLD.upserted(tea(merchant, key, spec(key + "a", 1_000, tier), spec(key + "b", 2_000)));

        var again = WORLD.upserted(tea(merchant, key, key, "新茶", spec(key + "a", 1_100)));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.variants()).containsExactly(first.variants().getFirst());
        var product = WORLD.product(first.id());
        assertThat(note(product)).isEqualTo("新茶");
        assertThat(product.version()).isEqualTo(2);
        assertThat(product.variants()).extracting(Variant::price).containsExactly(Money.cny(1_100), Money.cny(2_000));
        assertThat(product.variants().getFirst().tiers()).isEmpty();
        assertThat(WORLD.said(product.id())).containsExactly(1, 2);
    }

    @Test
    void values_that_the_type_does_not_allow_change_nothing() {
        var before = WORLD.tea(WORLD.merchant());
        var sku = before.key();

        assertThat(WORLD.refused(tea(before.merchant(), before.key(), before.handle(), "", spec(sku, 5))))
                .containsExactly("null attributes.note");
        var oddVariant =
                new VariantSpec(sku, Map.of("colour", "green"), Money.cny(5), null, "H87", null, 1, 1, List.of());
        assertThat(WORLD.refused(tea(before.merchant(), before.key(), before.handle(), "新茶", oddVariant)))
                .containsExactly(sku + " attributes.colour");

        unchanged(before);
    }

    @Test
    void an_unknown_type_is_refused() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var command = tea(merchant, key, spec(key, 1_000));
        var unknown = new UpsertProduct(
                merchant,
                key,
                key,
                "coffee",
                "tea",
                command.title(),
                command.description(),
                "34",
                Map.of(),
                null,
                "",
                command.variants());

        assertThat(WORLD.refused(unknown)).containsExactly("null product_type");
        absent(merchant, key);
    }

    @Test
    void an_unknown_category_changes_nothing() {
        var before = WORLD.tea(WORLD.merchant());
        var command = tea(before.merchant(), before.key(), before.handle(), "新茶", spec(before.key(), 5));

        assertThat(WORLD.refused(new UpsertProduct(
                        before.merchant(),
                        before.key(),
                        before.handle(),
                        "tea",
                        "coffee",
                        command.title(),
                        command.description(),
                        "34",
                        Map.of(),
                        null,
                        "",
                        command.variants())))
                .containsExactly("null category");

        unchanged(before);
    }

    @Test
    void a_sku_stays_with_its_product() {
        var other = WORLD.tea(WORLD.merchant());
        var key = WORLD.fresh("tea");

        assertThat(WORLD.refused(tea(other.merchant(), key, spec(other.key(), 5))))
                .containsExactly(other.key() + " sku");

        absent(other.merchant(), key);
        unchanged(other);
    }

    @Test
    void another_merchant_may_use_the_same_key_and_sku() {
        var other = WORLD.tea(WORLD.merchant());

        var upserted =
                WORLD.upserted(tea(WORLD.merchant(), other.key(), WORLD.fresh("handle"), "新茶", spec(other.key(), 5)));

        assertThat(upserted.id()).isNotEqualTo(other.id());
        unchanged(other);
    }

    @Test
    void a_sku_stands_once_in_a_product() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");

        assertThat(WORLD.refused(tea(merchant, key, spec(key, 1_000), spec(key, 2_000))))
                .containsExactly(key + " sku");
        absent(merchant, key);
    }

    @Test
    void a_handle_belongs_to_one_product() {
        var other = WORLD.tea(WORLD.merchant());
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var mine = WORLD.tea(merchant);

        assertThat(WORLD.refused(tea(merchant, key, other.handle(), "新茶", spec(key, 5))))
                .containsExactly("null handle");
        assertThat(WORLD.refused(tea(merchant, mine.key(), other.handle(), "新茶", spec(mine.key(), 5))))
                .containsExactly("null handle");

        absent(merchant, key);
        unchanged(mine);
        unchanged(other);
    }

    @Test
    void prices_and_quantities_can_be_sold_at() {
        var before = WORLD.tea(WORLD.merchant());
        var sku = before.key();

        refusesVariant(before, sku + " price", spec(sku, 0));
        refusesVariant(before, sku + " price", spec(sku, -1));
        refusesVariant(before, sku + " min_quantity", spec(sku, Money.cny(5), 0, 1));
        refusesVariant(before, sku + " case_pack", spec(sku, Money.cny(5), 1, 0));
        refusesVariant(before, sku + " quantity_step", steps(sku, 1, 0, 1, null));
        refusesVariant(before, sku + " max_quantity", steps(sku, 5, 4, 6, 11L));
        refusesVariant(
                before,
                sku + " net_weight_grams",
                new VariantSpec(sku, Map.of(), Money.cny(5), 0L, "H87", null, 1, 1, List.of()));

        unchanged(before);
    }

    @Test
    void a_quantity_step_stands_beside_the_case_pack() {
        var made = WORLD.tea(WORLD.merchant());

        WORLD.upserted(tea(made.merchant(), made.key(), steps(made.key(), 5, 4, 6, 24L)));

        var variant = WORLD.product(made.id()).variants().getFirst();
        assertThat(variant.quantityStep()).isEqualTo(4);
        assertThat(variant.casePack()).isEqualTo(6);
        assertThat(variant.retailStep()).isEqualTo(12);
    }

    private static VariantSpec steps(String sku, long min, long quantityStep, long casePack, @Nullable Long max) {
        return new VariantSpec(
                sku, Map.of(), Money.cny(5), null, "H87", null, min, quantityStep, casePack, max, List.of());
    }

    @Test
    void tiers_are_prices_in_the_currency_of_the_variant_one_per_quantity() {
        var before = WORLD.tea(WORLD.merchant());
        var sku = before.key();
        var tier = new PriceTier("TRADE", 20, Money.cny(900), 10);

        refusesVariant(before, sku + " tiers", spec(sku, 5, new PriceTier("TRADE", 20, Money.cny(0), 10)));
        refusesVariant(before, sku + " tiers", spec(sku, 5, new PriceTier("TRADE", 0, Money.cny(900), 10)));
        refusesVariant(before, sku + " tiers", spec(sku, 5, new PriceTier("TRADE", 20, Money.cny(900), 0)));
        refusesVariant(before, sku + " tiers", spec(sku, 5, new PriceTier("TRADE", 20, Money.ofMajor("9", "USD"), 10)));
        refusesVariant(before, sku + " tiers", spec(sku, 5, tier, new PriceTier("TRADE", 20, Money.cny(800), 10)));

        unchanged(before);
        WORLD.upserted(tea(
                before.merchant(),
                sku,
                spec(
                        sku,
                        1_000,
                        tier,
                        new PriceTier("TRADE", 30, Money.cny(800), 10),
                        new PriceTier("STAFF", 20, Money.cny(700), 1))));
        assertThat(WORLD.product(before.id()).variants().getFirst().tiers()).hasSize(3);
    }

    @Test
    void checking_stores_nothing() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");

        assertThat(WORLD.products.check(tea(merchant, key, spec(key, 1_000)))).isEmpty();
        assertThat(WORLD.products.check(tea(merchant, key, spec(key, 0), spec(key, 1_000))))
                .extracting(AttributeFault::field)
                .containsExactly("price", "sku");
        absent(merchant, key);
    }

    @Test
    void what_is_taken_back_was_never_said() {
        var before = WORLD.tea(WORLD.merchant());

        WORLD.rolledBack(() -> WORLD.upserted(tea(before.merchant(), before.key(), spec(before.key(), 5))));

        unchanged(before);
    }

    @Test
    void many_who_make_one_product_at_once_make_it_once_and_say_every_version() throws Exception {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");

        var outcomes =
                CatalogWorld.atOnce(8, number -> () -> WORLD.upserted(tea(merchant, key, spec(key, 1_000 + number))));

        var id = outcomes.getFirst().id();
        assertThat(outcomes).extracting(UpsertProductOutcome.Upserted::id).containsOnly(id);
        assertThat(WORLD.product(id).version()).isEqualTo(8);
        assertThat(WORLD.said(id))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 8).boxed().toList());
    }

    @Test
    void of_many_products_that_claim_one_sku_at_once_one_gets_it_and_the_others_leave_no_trace() throws Exception {
        var merchant = WORLD.merchant();
        var sku = WORLD.fresh("sku");

        var outcomes = CatalogWorld.atOnce(
                8, number -> () -> WORLD.products.upsert(tea(merchant, sku + "-" + number, spec(sku, 1_000))));

        assertThat(outcomes)
                .filteredOn(UpsertProductOutcome.Upserted.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(UpsertProductOutcome.Invalid.class::isInstance)
                .hasSize(7);
        assertThat(WORLD.texts("SELECT key FROM catalog.product WHERE merchant_id = ?", merchant.value()))
                .hasSize(1);
        assertThat(WORLD.texts("""
                SELECT payload ->> 'version'
                  FROM kernel.outbox_event
                 WHERE payload -> 'merchant' ->> 'value' = ?
                """, merchant.value().toString())).containsExactly("1");
    }

    private static void refusesVariant(Product product, String fault, VariantSpec variant) {
        assertThat(WORLD.refused(tea(product.merchant(), product.key(), product.handle(), "新茶", variant)))
                .containsExactly(fault);
    }

    private static void unchanged(Product before) {
        assertThat(WORLD.product(before.id())).isEqualTo(before);
        assertThat(WORLD.said(before.id())).containsExactly(1);
    }

    private static void absent(MerchantId merchant, String key) {
        assertThat(WORLD.products.findByKey(merchant, key)).isEmpty();
        assertThat(WORLD.texts(
                        "SELECT sku FROM catalog.variant WHERE merchant_id = ? AND sku = ?", merchant.value(), key))
                .isEmpty();
    }
}
