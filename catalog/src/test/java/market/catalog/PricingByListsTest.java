package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import market.catalog.ListedPrice.Version;
import market.catalog.SetListPrices.Row;
import market.catalog.SetListPricesOutcome.FaultKind;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Price lists as they are written, scheduled, read back and remembered. */
class PricingByListsTest {

    private static final Audience EVERYBODY = new Audience(null, null, null, null);
    private static final int SET_UPS = 50;
    private static final int PURCHASES = 20;
    private static final Duration SOON = Duration.ofSeconds(6);

    private final UUID by = WORLD.ids.next();
    private final MerchantId merchant = WORLD.merchant();
    private final Product tea = WORLD.tea(merchant);
    private final VariantId variant = tea.variants().getFirst().id();

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
    void of_two_who_edit_one_list_the_later_hears_of_it_and_nothing_is_lost() throws Exception {
        var list = made(WORLD.lists.set(open("SHARED")));

        var outcomes = CatalogWorld.atOnce(
                2,
                number -> () -> WORLD.lists.setPrices(new SetListPrices(
                        merchant, by, list.id(), List.of(new Row(variant, prices(900 + number))), 1)));

        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        new SetListPricesOutcome.Set(list(list)), new SetListPricesOutcome.VersionConflict(2));
        var winner = outcomes.getFirst() instanceof SetListPricesOutcome.Set ? 0 : 1;
        assertThat(entry(list).versions()).isEqualTo(prices(900 + winner));
        assertThat(WORLD.lists.set(open("SHARED"))).isEqualTo(new SetRecordOutcome.VersionConflict<>(2));
        assertThat(WORLD.lists.remove(new RemovePriceList(merchant, by, list.id(), 1)))
                .isEqualTo(new SetRecordOutcome.VersionConflict<>(2));
        assertThat(changes()).hasSize(2);
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
    }

    @Test
    void a_refused_bulk_set_changes_nothing() {
        var list = made(WORLD.lists.set(open("BULK")));
        set(list, variant, prices(900));
        var key = WORLD.fresh("dollar");
        var dollar = WORLD.upserted(CatalogWorld.tea(merchant, key, spec(key, Money.ofMajor("9", "USD"), 1, 1)))
                .variants()
                .getFirst();
        var foreign = WORLD.tea(WORLD.merchant()).variants().getFirst().id();
        var before = List.of(WORLD.product(tea.id()), list(list), entry(list), changes());

        var outcome = WORLD.lists.setPrices(new SetListPrices(
                merchant,
                by,
                list.id(),
                List.of(
                        new Row(variant, prices(700)),
                        new Row(dollar, prices(700)),
                        new Row(foreign, prices(700)),
                        new Row(variant, List.of(new Version(null, tiers(0)), new Version(null, tiers(1))))),
                2));

        assertThat(((SetListPricesOutcome.Refused) outcome).faults())
                .extracting(fault -> fault.kind() + " " + fault.at().path())
                .containsExactly(
                        FaultKind.OTHER_CURRENCY + " entries.1.variantId",
                        FaultKind.VARIANT_NOT_FOUND + " entries.2.variantId",
                        FaultKind.INVALID + " entries.3.variantId",
                        FaultKind.INVALID + " entries.3.prices.0.tiers.0.price",
                        FaultKind.INVALID + " entries.3.prices.1.startsAt");
        assertThat(List.of(WORLD.product(tea.id()), list(list), entry(list), changes()))
                .isEqualTo(before);
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
        assertThat(WORLD.texts(
                        "SELECT id FROM catalog.price_change WHERE variant_id = ? AND list_id IS NOT NULL",
                        foreign.value()))
                .isEmpty();
    }

    @Test
    void lists_that_make_no_sense_are_refused_with_the_places() {
        var now = WORLD.clock.instant();
        var outcome = WORLD.lists.set(new SetPriceList(
                merchant,
                by,
                "spring sale",
                "",
                "XXX",
                new Audience("trade", " ", null, "no-such-pavilion"),
                2_000_000,
                now,
                now,
                0));

        assertThat(((SetRecordOutcome.Invalid<PriceList>) outcome).faults())
                .extracting(TypeFault::path)
                .containsExactly(
                        "code",
                        "name",
                        "currency",
                        "audience.customerGroup",
                        "audience.company",
                        "audience.pavilionHandle",
                        "priority",
                        "validUntil");
        assertThat(WORLD.lists.page(merchant, PriceLists.FIRST, 10)).isEqualTo(new Slice<>(List.of(), false));
    }

    @Test
    void another_merchants_list_can_neither_be_seen_nor_written() {
        var list = made(WORLD.lists.set(open("OWN")));
        set(list, variant, prices(900));
        var stranger = WORLD.merchant();
        var theirs = WORLD.tea(stranger).variants().getFirst().id();

        assertThat(WORLD.lists.find(stranger, list.id())).isEmpty();
        assertThat(WORLD.lists.findByCode(stranger, "OWN")).isEmpty();
        assertThat(WORLD.lists.entry(stranger, list.id(), variant)).isEmpty();
        assertThat(WORLD.lists
                        .entries(stranger, list.id(), new VariantId(new UUID(0, 0)), 10)
                        .items())
                .isEmpty();
        assertThat(WORLD.lists.changes(stranger, variant, Long.MAX_VALUE, 10).items())
                .isEmpty();
        assertThat(WORLD.lists.change(stranger, changes().getFirst().id())).isEmpty();
        assertThat(WORLD.lists.priceAt(stranger, variant, Purchase.byAnybody(WORLD.clock.instant()), 1))
                .isEmpty();
        assertThat(WORLD.lists.setPrices(
                        new SetListPrices(stranger, by, list.id(), List.of(new Row(theirs, prices(1))), 2)))
                .isEqualTo(new SetListPricesOutcome.NotFound());
        assertThat(WORLD.lists.remove(new RemovePriceList(stranger, by, list.id(), 2)))
                .isEqualTo(new SetRecordOutcome.NotFound<>());
        assertThat(list(list).version()).isEqualTo(2);
        assertThat(entry(list).versions()).isEqualTo(prices(900));
    }

    @Test
    void the_history_tells_who_said_what_and_the_price_at_a_past_moment() {
        var key = WORLD.ids.next();
        var first = now();
        var list = made(WORLD.lists.set(open("PAST")));
        set(list, variant, prices(900));
        var second = now();
        made(WORLD.lists.set(new SetPriceList(
                merchant, by, "PAST", "x", "CNY", new Audience("TRADE", null, null, null), 0, null, null, 2)));
        var third = now();
        WORLD.products.setPrice(new SetPrice(merchant, variant, Money.cny(1_100), version(), key));
        var fourth = now();
        assertThat(made(WORLD.lists.remove(new RemovePriceList(merchant, by, list.id(), 3)))
                        .removedAt())
                .isNotNull();
        var fifth = now();

        assertThat(List.of(first, second, third, fourth, fifth))
                .extracting(at -> paid(by("RETAIL", null, at)) + " " + paid(by("TRADE", null, at)))
                .containsExactly("1000 1000", "900 900", "1000 900", "1100 900", "1100 1100");
        assertThat(changes())
                .extracting(change -> (change.list() == null
                                ? Objects.requireNonNull(change.own()).price().minor() + " own"
                                : change.listed() == null
                                        ? "nothing"
                                        : Objects.requireNonNullElse(
                                                change.listed().audience().customerGroup(), "all"))
                        + (Objects.equals(change.changedBy(), key) ? " by key" : ""))
                .containsExactly("nothing", "1100 own by key", "TRADE", "all", "1000 own");
        assertThat(WORLD.lists.change(merchant, changes().getFirst().id()))
                .contains(changes().getFirst());
        assertThat(unitPrice(tea, by("TRADE", null, now()))).isEqualTo(1_100);
        assertThat(made(WORLD.lists.remove(new RemovePriceList(merchant, by, list.id(), 3)))
                        .version())
                .isEqualTo(4);
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

    private SetPriceList open(String code) {
        return spring(code, EVERYBODY, null, null);
    }

    private SetPriceList spring(String code, Audience audience, @Nullable Instant from, @Nullable Instant until) {
        return new SetPriceList(merchant, by, code, "春季价", "CNY", audience, 0, from, until, 0);
    }

    private static PriceList made(SetRecordOutcome<PriceList> outcome) {
        assertThat(outcome).isInstanceOf(SetRecordOutcome.Set.class);
        return ((SetRecordOutcome.Set<PriceList>) outcome).stored();
    }

    private static void set(PriceList list, VariantId variant, List<Version> versions) {
        var version = list(list).version();
        assertThat(WORLD.lists.setPrices(new SetListPrices(
                        list.merchant(), WORLD.ids.next(), list.id(), List.of(new Row(variant, versions)), version)))
                .isInstanceOf(SetListPricesOutcome.Set.class);
    }

    private static List<Version> prices(long fen) {
        return List.of(new Version(null, tiers(fen)));
    }

    private static List<ListTier> tiers(long fen) {
        return List.of(new ListTier(1, Money.cny(fen), null, null));
    }

    private static Purchase by(String group, @Nullable String company, Instant at) {
        return new Purchase(group, company, Purchase.STOREFRONT, null, at);
    }

    /** After all that was written so far, and before all that will be. */
    private static Instant now() {
        return Instant.parse(
                WORLD.texts("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                        .getFirst());
    }

    private static PriceList list(PriceList list) {
        return WORLD.lists.find(list.merchant(), list.id()).orElseThrow();
    }

    private PriceListEntry entry(PriceList list) {
        return WORLD.lists.entry(merchant, list.id(), variant).orElseThrow();
    }

    private List<PriceChange> changes() {
        return WORLD.lists.changes(merchant, variant, Long.MAX_VALUE, 100).items();
    }

    private int version() {
        return WORLD.product(tea.id()).version();
    }

    private static Variant current(Product product) {
        return WORLD.product(product.id()).variants().getFirst();
    }

    private long unitPrice(Product product, Purchase purchase) {
        var found = product.equals(tea) ? current(product) : product.variants().getFirst();
        return Pricing.firstPrice(found, purchase).minor();
    }

    private long paid(Purchase purchase) {
        return WORLD.lists
                .priceAt(merchant, variant, purchase, 1)
                .orElseThrow()
                .unitPrice()
                .minor();
    }
}
