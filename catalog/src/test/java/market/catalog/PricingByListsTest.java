package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import market.catalog.ListedPrice.Version;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** Price lists as they are read back, scheduled, and chosen for a buyer. */
class PricingByListsTest extends GoodsInLists {

    private static final int SET_UPS = 50;
    private static final int PURCHASES = 20;
    private static final Duration SOON = Duration.ofSeconds(6);

    @Test
    void what_is_read_back_prices_as_what_was_written() {
        PriceModel.PAVILIONS.forEach(
                handle -> WORLD.pavilions.open(handle, CatalogWorld.text("馆"), CatalogWorld.text(""), "34"));
        var random = new Random(20_261_129);
        // Whole seconds a little ago, so that no list ends before it can be read.
        var model = new PriceModel(random, WORLD.clock.instant().minusSeconds(3).truncatedTo(ChronoUnit.SECONDS));
        for (var i = 0; i < SET_UPS; i++) {
            var wanted = model.variant(4);
            var seller = WORLD.merchant();
            var stored = store(seller, wanted);
            var mirrored = mirror(seller, wanted);
            for (var j = 0; j < PURCHASES; j++) {
                var purchase = model.purchase();
                var quantity = model.quantity();

                assertThat(PriceListProperties.answer(Pricing.price(current(stored), purchase, quantity)))
                        .isEqualTo(PriceModel.answer(mirrored, purchase, quantity));
            }
        }
    }

    private static Product store(MerchantId seller, Variant wanted) {
        var key = WORLD.fresh("listed");
        var product = WORLD.product(WORLD.upserted(CatalogWorld.tea(
                        seller,
                        key,
                        new UpsertProduct.VariantSpec(
                                key,
                                Map.of(),
                                wanted.price(),
                                null,
                                "H87",
                                null,
                                wanted.minQuantity(),
                                wanted.quantityStep(),
                                wanted.casePack(),
                                wanted.maxQuantity(),
                                wanted.tiers())))
                .id());
        for (var list : wanted.lists()) {
            var made = made(WORLD.lists.set(new SetPriceList(
                    seller,
                    WORLD.ids.next(),
                    list.code(),
                    "x",
                    "CNY",
                    list.audience(),
                    list.priority(),
                    list.validFrom(),
                    list.validUntil(),
                    0)));
            set(made, product.variants().getFirst().id(), list.versions());
        }
        return product;
    }

    /** The lists that were wanted, under the ids and in the order in which they were made. */
    private static Variant mirror(MerchantId seller, Variant wanted) {
        var lists = new ArrayList<ListedPrice>();
        for (var list : wanted.lists()) {
            var made = WORLD.lists.findByCode(seller, list.code()).orElseThrow();
            lists.add(new ListedPrice(
                    made.id(),
                    list.code(),
                    list.audience(),
                    list.priority(),
                    list.validFrom(),
                    list.validUntil(),
                    Instant.EPOCH.plusSeconds(lists.size()),
                    list.versions()));
        }
        return wanted.priced(
                new PriceChange.Own(
                        wanted.price(),
                        wanted.minQuantity(),
                        wanted.quantityStep(),
                        wanted.casePack(),
                        wanted.maxQuantity(),
                        wanted.tiers()),
                lists);
    }

    @Test
    void a_scheduled_list_takes_effect_at_its_moment_on_a_page_that_is_kept_in_memory_and_is_then_told_of() {
        var begins = WORLD.clock.instant().plusMillis(1_500).truncatedTo(ChronoUnit.MICROS);
        var list = made(WORLD.lists.set(spring("SPRING", EVERYBODY, begins, begins.plusSeconds(3_600))));
        set(list, variant, prices(900));
        var kept = WORLD.products.recallByHandle(tea.handle()).orElseThrow();

        assertThat(unitPrice(kept, Purchase.byAnybody(begins.minusNanos(1_000))))
                .isEqualTo(1_000);
        assertThat(unitPrice(kept, Purchase.byAnybody(begins))).isEqualTo(900);
        assertThat(unitPrice(kept, Purchase.byAnybody(begins.plusSeconds(3_600))))
                .isEqualTo(1_000);
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
        await().atMost(SOON).until(() -> WORLD.said(tea.id()).size() == 3);
        assertThat(WORLD.clock.instant()).isAfterOrEqualTo(begins);
        assertThat(WORLD.product(tea.id()).updatedAt()).isAfterOrEqualTo(begins);
        assertThat(unitPrice(
                        WORLD.products.recallByHandle(tea.handle()).orElseThrow(),
                        Purchase.byAnybody(WORLD.clock.instant())))
                .isEqualTo(900);
    }

    @Test
    void a_price_may_change_within_a_list_and_end_before_it() {
        var list = made(WORLD.lists.set(open("STEPS")));
        var now = WORLD.clock.instant().truncatedTo(ChronoUnit.MICROS);
        set(
                list,
                variant,
                List.of(
                        new Version(now.plusSeconds(20), List.of()),
                        new Version(null, tiers(900)),
                        new Version(now.plusSeconds(10), tiers(800))));

        assertThat(List.of(0L, 9L, 10L, 19L, 20L, 99L))
                .extracting(seconds -> unitPrice(tea, Purchase.byAnybody(now.plusSeconds(seconds))))
                .containsExactly(900L, 900L, 800L, 800L, 1_000L, 1_000L);
        assertThat(entry(list).versions())
                .extracting(Version::startsAt)
                .containsExactly(null, now.plusSeconds(10), now.plusSeconds(20));
    }

    @Test
    void a_companys_price_is_shown_to_its_buyers_and_to_nobody_else() {
        var list = made(WORLD.lists.set(spring("COMPANY", new Audience(null, "合肥茶行", null, null), null, null)));
        set(list, variant, prices(500));
        var now = WORLD.clock.instant();

        assertThat(unitPrice(tea, by("TRADE", "合肥茶行", now))).isEqualTo(500);
        for (var other : List.of(
                Purchase.byAnybody(now),
                by("TRADE", null, now),
                by("TRADE", "合肥茶行二店", now),
                by("RETAIL", null, now).in("合肥茶行"))) {
            assertThat(unitPrice(tea, other)).isEqualTo(1_000);
            assertThat(Pricing.tiersFor(current(tea), other)).isEmpty();
        }
    }

    @Test
    void the_more_specific_list_counts_then_the_more_urgent_then_the_newer() {
        WORLD.pavilions.open("precedence", CatalogWorld.text("馆"), CatalogWorld.text(""), "34");
        var buyer = new Purchase("TRADE", "合肥茶行", Purchase.STOREFRONT, "precedence", WORLD.clock.instant());
        var counted = new ArrayList<Long>();
        var fen = 900;
        for (var audience : List.of(
                EVERYBODY,
                new Audience("TRADE", null, null, null),
                new Audience(null, null, Purchase.STOREFRONT, null),
                new Audience(null, null, null, "precedence"),
                new Audience(null, null, Purchase.STOREFRONT, "precedence"),
                new Audience(null, "合肥茶行", null, null))) {
            set(made(WORLD.lists.set(spring("P" + fen, audience, null, null))), variant, prices(fen));
            counted.add(unitPrice(tea, buyer));
            fen--;
        }
        assertThat(counted).containsExactly(900L, 899L, 898L, 897L, 896L, 895L);

        var urgent = new SetPriceList(
                merchant, by, "URGENT", "x", "CNY", new Audience(null, "合肥茶行", null, null), 1, null, null, 0);
        set(made(WORLD.lists.set(urgent)), variant, prices(700));
        set(
                made(WORLD.lists.set(spring("LATER", new Audience(null, "合肥茶行", null, null), null, null))),
                variant,
                prices(600));
        assertThat(unitPrice(tea, buyer)).isEqualTo(700);
    }
}
