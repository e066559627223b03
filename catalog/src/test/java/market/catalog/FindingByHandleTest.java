package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.note;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** A product page is remembered while nothing changes; the copy that made a change shows it at once. */
class FindingByHandleTest {

    @Test
    void an_unchanged_product_is_the_same_and_not_read_again() {
        var tea = WORLD.tea(WORLD.merchant());

        assertThat(seen(tea)).isEqualTo(tea);
        // The watch may hear of the making of other goods between two looks, and then nothing is kept.
        await().untilAsserted(() -> assertThat(seen(tea)).isSameAs(seen(tea)));
        assertThat(WORLD.products.findByHandle(tea.handle())).contains(tea);
        assertThat(WORLD.products.findByHandle("nothing-has-this-handle")).isEmpty();
        assertThat(WORLD.products.recallByHandle("nothing-has-this-handle")).isEmpty();
    }

    @Test
    void every_kind_of_change_is_seen_at_once() {
        var merchant = WORLD.merchant();
        var tea = WORLD.tea(merchant);
        seen(tea);

        WORLD.upserted(tea(merchant, tea.key(), tea.handle(), "新茶", spec(tea.key(), 1_000)));
        assertThat(note(seen(tea))).isEqualTo("新茶");

        WORLD.products.setPrice(new SetPrice(merchant, tea.variants().getFirst().id(), Money.cny(1_500), 2));
        assertThat(seen(tea).variants().getFirst().price()).isEqualTo(Money.cny(1_500));

        WORLD.certificates.register(green(tea, LocalDate.of(2027, 1, 1), tea.id()));
        assertThat(seen(tea).certificates()).extracting(Certificate::validTo).containsExactly(LocalDate.of(2027, 1, 1));

        var handle = WORLD.fresh("pavilion");
        WORLD.pavilions.open(handle, text("六安馆"), text("六安"), "3415");
        var pavilion = WORLD.pavilions.findByHandle(handle).orElseThrow();
        WORLD.pavilions.list(pavilion, tea, 1);
        assertThat(seen(tea).pavilions()).containsExactly(handle);

        assertThat(WORLD.pavilions.unlist(pavilion, tea)).isTrue();
        assertThat(seen(tea).pavilions()).isEmpty();
        assertThat(WORLD.pavilions.unlist(pavilion, tea)).isFalse();
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void a_renewed_certificate_is_seen_on_all_goods_it_covers() {
        var merchant = WORLD.merchant();
        var one = WORLD.tea(merchant);
        var two = WORLD.tea(merchant);
        WORLD.certificates.register(green(one, LocalDate.of(2027, 1, 1), one.id(), two.id()));
        seen(one);
        seen(two);

        WORLD.certificates.register(green(one, LocalDate.of(2028, 1, 1), one.id()));

        for (var product : List.of(one, two)) {
            assertThat(seen(product).certificates())
                    .extracting(Certificate::validTo)
                    .containsExactly(LocalDate.of(2028, 1, 1));
            assertThat(WORLD.said(product.id())).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_handle_that_is_given_up_leads_to_the_goods_as_they_are_now() {
        var tea = WORLD.tea(WORLD.merchant());
        seen(tea);
        var renamed = WORLD.fresh("handle");

        WORLD.upserted(tea(tea.merchant(), tea.key(), renamed, "新茶", spec(tea.key(), 1_000)));

        var shown = WORLD.products.recallByHandle(tea.handle()).orElseThrow();
        assertThat(shown.id()).isEqualTo(tea.id());
        assertThat(shown.handle()).isEqualTo(renamed);
        assertThat(shown.version()).isEqualTo(2);
        assertThat(note(shown)).isEqualTo("新茶");
    }

    @Test
    void a_handle_that_leads_on_is_not_passed_to_other_goods() {
        var merchant = WORLD.merchant();
        var old = WORLD.tea(merchant);
        assertThat(seen(old).version()).isEqualTo(1);
        WORLD.upserted(tea(merchant, old.key(), WORLD.fresh("handle"), "旧茶", spec(old.key(), 1_000)));
        var key = WORLD.fresh("tea");

        assertThat(WORLD.refused(tea(merchant, key, old.handle(), "新茶", spec(key, 2_000))))
                .containsExactly("null handle");

        var shown = WORLD.products.recallByHandle(old.handle()).orElseThrow();
        assertThat(shown.id()).isEqualTo(old.id());
        assertThat(note(shown)).isEqualTo("旧茶");
        assertThat(WORLD.products.findByKey(merchant, key)).isEmpty();
    }

    @Test
    void what_was_taken_back_is_not_shown() {
        var tea = WORLD.tea(WORLD.merchant());
        seen(tea);

        WORLD.rolledBack(() -> WORLD.upserted(tea(tea.merchant(), tea.key(), tea.handle(), "未发生", spec(tea.key(), 1))));

        assertThat(seen(tea)).isEqualTo(tea);
    }

    @Test
    void readers_never_see_a_price_older_than_one_that_was_set_before_they_asked() throws Exception {
        var tea = WORLD.tea(WORLD.merchant());
        var variant = tea.variants().getFirst().id();
        var committed = new AtomicLong(1_000);
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> {
                        var reads = 0;
                        while (!isOver.get() || reads == 0) {
                            var floor = committed.get();
                            assertThat(seen(tea).variants().getFirst().price().minor())
                                    .isGreaterThanOrEqualTo(floor);
                            reads++;
                        }
                        return reads;
                    }))
                    .toList();
            try {
                for (var version = 1; version <= 100; version++) {
                    var price = 1_000L + version;
                    assertThat(WORLD.products.setPrice(
                                    new SetPrice(tea.merchant(), variant, Money.cny(price), version)))
                            .isInstanceOf(SetPriceOutcome.Set.class);
                    committed.set(price);
                }
            } finally {
                isOver.set(true);
            }
            for (var reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(WORLD.said(tea.id()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 101).boxed().toList());
    }

    private static Product seen(Product product) {
        return WORLD.products.recallByHandle(product.handle()).orElseThrow();
    }

    private static RegisterCertificate green(Product product, LocalDate validTo, ProductId... covered) {
        return new RegisterCertificate(
                product.merchant(),
                CertificateKind.GREEN,
                "LB-44-" + product.key(),
                text("绿色食品"),
                "中国绿色食品发展中心",
                "六安合作社",
                LocalDate.of(2024, 1, 1),
                validTo,
                List.of(covered));
    }
}
