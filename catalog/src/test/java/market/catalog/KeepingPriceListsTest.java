package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import market.catalog.ListedPrice.Version;
import market.catalog.SetListPrices.Entry;
import market.catalog.SetListPricesOutcome.FaultKind;
import market.kernel.Money;
import market.kernel.Slice;
import org.junit.jupiter.api.Test;

/** Price lists as their merchant writes them, and as they are remembered. */
class KeepingPriceListsTest extends GoodsInLists {

    @Test
    void of_two_who_edit_one_list_the_later_hears_of_it_and_nothing_is_lost() throws Exception {
        var list = made(WORLD.lists.set(open("SHARED")));

        var outcomes = CatalogWorld.atOnce(
                2,
                number -> () -> WORLD.lists.setPrices(new SetListPrices(
                        merchant, by, list.id(), List.of(new Entry(variant, prices(900 + number))), 1)));

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
    void lists_that_price_the_same_goods_are_written_at_once_and_none_waits_for_another_for_ever() throws Exception {
        var other = WORLD.tea(merchant).variants().getFirst().id();
        var both = List.of(variant, other);
        var lists = new ArrayList<PriceList>();
        for (var i = 0; i < 4; i++) {
            lists.add(made(WORLD.lists.set(open("AT-ONCE-" + i))));
        }
        var soon = WORLD.clock.instant().plusSeconds(60);
        for (var round = 0; round < 5; round++) {
            var version = round + 1;
            var outcomes = CatalogWorld.atOnce(
                    4,
                    number -> () -> WORLD.lists.setPrices(new SetListPrices(
                            merchant,
                            by,
                            lists.get(number).id(),
                            (number % 2 == 0 ? both : both.reversed())
                                    .stream()
                                            .map(goods -> new Entry(goods, List.of(new Version(soon, tiers(900)))))
                                            .toList(),
                            version)));

            assertThat(outcomes).allMatch(SetListPricesOutcome.Set.class::isInstance);
        }
        assertThat(WORLD.said(tea.id())).hasSize(21).doesNotHaveDuplicates();
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
                        new Entry(variant, prices(700)),
                        new Entry(dollar, prices(700)),
                        new Entry(foreign, prices(700)),
                        new Entry(variant, List.of(new Version(null, tiers(0)), new Version(null, tiers(1))))),
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
                "QQQ",
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
                        new SetListPrices(stranger, by, list.id(), List.of(new Entry(theirs, prices(1))), 2)))
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

    /** After all that was written so far, and before all that will be. */
    private static Instant now() {
        return Instant.parse(
                WORLD.texts("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                        .getFirst());
    }

    private List<PriceChange> changes() {
        return WORLD.lists.changes(merchant, variant, Long.MAX_VALUE, 100).items();
    }

    private int version() {
        return WORLD.product(tea.id()).version();
    }

    private long paid(Purchase purchase) {
        return WORLD.lists
                .priceAt(merchant, variant, purchase, 1)
                .orElseThrow()
                .unitPrice()
                .minor();
    }
}
