package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What proves something of goods: certificates with a first and a last day, and batches with their way to the pack. */
class ProofsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 12, 31);

    @Test
    void a_certificate_holds_from_its_first_to_its_last_day() {
        var tea = WORLD.tea(WORLD.merchant());
        WORLD.certificates.register(certificate(tea.merchant(), WORLD.fresh("GI"), FROM, TO, tea.id()));

        var shown = WORLD.product(tea.id()).certificates().getFirst();

        assertThat(shown.isValidOn(FROM.minusDays(1))).isFalse();
        assertThat(shown.isValidOn(FROM)).isTrue();
        assertThat(shown.isValidOn(TO)).isTrue();
        assertThat(shown.isValidOn(TO.plusDays(1))).isFalse();
    }

    @Test
    void a_certificate_may_hold_for_one_day() {
        var tea = WORLD.tea(WORLD.merchant());
        WORLD.certificates.register(certificate(tea.merchant(), WORLD.fresh("GI"), FROM, FROM, tea.id()));

        assertThat(WORLD.product(tea.id()).certificates())
                .singleElement()
                .matches(shown -> shown.isValidOn(FROM) && !shown.isValidOn(FROM.plusDays(1)));
    }

    @Test
    void a_certificate_that_ends_before_it_begins_changes_nothing() {
        var tea = WORLD.tea(WORLD.merchant());

        assertThatThrownBy(() ->
                        WORLD.certificates.register(certificate(tea.merchant(), WORLD.fresh("GI"), TO, FROM, tea.id())))
                .hasMessageContaining("certificate_period_ordered");

        unchanged(tea);
    }

    @Test
    void goods_that_are_named_twice_change_once() {
        var tea = WORLD.tea(WORLD.merchant());

        WORLD.certificates.register(certificate(tea.merchant(), WORLD.fresh("GI"), FROM, TO, tea.id(), tea.id()));

        assertThat(WORLD.product(tea.id()).certificates()).hasSize(1);
        assertThat(WORLD.said(tea.id())).containsExactly(1, 2);
    }

    @Test
    void a_merchant_proves_nothing_of_other_merchants_goods() {
        var own = WORLD.tea(WORLD.merchant());
        var other = WORLD.tea(WORLD.merchant());
        var number = WORLD.fresh("GI");

        assertThatThrownBy(() -> WORLD.certificates.register(
                        certificate(own.merchant(), number, FROM, TO, own.id(), other.id())))
                .hasMessage("A certificate covers goods of its merchant only");

        unchanged(own);
        unchanged(other);
        assertThat(WORLD.texts("SELECT number FROM catalog.certificate WHERE number = ?", number))
                .isEmpty();
    }

    @Test
    void certificates_for_the_same_goods_at_once_do_not_wait_for_each_other_for_ever() throws Exception {
        var merchant = WORLD.merchant();
        var goods = List.of(
                WORLD.tea(merchant).id(),
                WORLD.tea(merchant).id(),
                WORLD.tea(merchant).id());

        CatalogWorld.atOnce(8, number -> () -> {
            var order = number % 2 == 0 ? goods : goods.reversed();
            return WORLD.certificates.register(
                    certificate(merchant, WORLD.fresh("GI"), FROM, TO, order.toArray(ProductId[]::new)));
        });

        for (var id : goods) {
            assertThat(WORLD.product(id).certificates()).hasSize(8);
            assertThat(WORLD.said(id)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void the_first_scan_of_a_pack_is_remembered() {
        var code = batch(WORLD.tea(WORLD.merchant()));
        var before = WORLD.clock.instant().minusSeconds(1);

        assertThat(WORLD.batches.scan(code).orElseThrow().firstScannedAt()).isNull();
        var first = firstScan(code);
        assertThat(first).isBetween(before, WORLD.clock.instant().plusSeconds(1));
        assertThat(WORLD.batches.scan(code).orElseThrow().firstScannedAt()).isEqualTo(first);
        assertThat(firstScan(code)).isEqualTo(first);
    }

    @Test
    void many_first_scans_at_once_are_remembered_as_one() throws Exception {
        var code = batch(WORLD.tea(WORLD.merchant()));

        CatalogWorld.atOnce(8, _ -> () -> WORLD.batches.scan(code).isPresent());

        var first = firstScan(code);
        assertThat(WORLD.batches.scan(code).orElseThrow().firstScannedAt()).isEqualTo(first);
    }

    @Test
    void unknown_codes_have_no_batch() {
        assertThat(WORLD.batches.scan("nobody printed this")).isEmpty();
        assertThat(WORLD.batches.scan("")).isEmpty();
        assertThat(WORLD.batches.findByCodes(List.of())).isEmpty();
        assertThat(WORLD.batches.findByCodes(List.of("nobody printed this"))).isEmpty();
        assertThat(WORLD.batches.findByProducts(List.of())).isEmpty();
    }

    @Test
    void a_batch_tells_its_way_in_the_order_it_went() {
        var tea = WORLD.tea(WORLD.merchant());
        var code = WORLD.fresh("batch");
        var events = List.of(
                event(TraceStep.PICKED, "2026-04-01T01:00:00Z"),
                event(TraceStep.PROCESSED, "2026-04-02T01:00:00Z"),
                event(TraceStep.PACKED, "2026-04-03T01:00:00.123456Z"));

        WORLD.batches.register(new RegisterBatch(tea.id(), code, FROM, null, "341524", events));

        var batch = WORLD.batches.findByCodes(List.of(code)).get(code);
        assertThat(batch)
                .isEqualTo(new Batch(
                        Objects.requireNonNull(batch).id(), tea.id(), code, FROM, null, "341524", events, null, null));
    }

    @Test
    void batches_of_goods_stand_newest_first() {
        var tea = WORLD.tea(WORLD.merchant());
        var other = WORLD.tea(WORLD.merchant());
        var old = batch(tea, FROM, null);
        var young = batch(tea, FROM.plusDays(9), TO);

        var found = WORLD.batches.findByProducts(List.of(tea.id(), other.id()));

        assertThat(found).containsOnlyKeys(tea.id());
        assertThat(found.getOrDefault(tea.id(), List.of()))
                .extracting(Batch::code)
                .containsExactly(young, old);
    }

    @Test
    void a_renewed_batch_keeps_its_first_scan() {
        var tea = WORLD.tea(WORLD.merchant());
        var code = batch(tea);
        WORLD.batches.scan(code);
        var first = firstScan(code);

        WORLD.batches.register(new RegisterBatch(tea.id(), code, FROM.plusDays(1), TO, "341525", List.of()));

        var batch = WORLD.batches.scan(code).orElseThrow();
        assertThat(batch.producedOn()).isEqualTo(FROM.plusDays(1));
        assertThat(batch.originCode()).isEqualTo("341525");
        assertThat(batch.firstScannedAt()).isEqualTo(first);
    }

    @Test
    void a_printed_code_is_never_taken_over_by_other_goods() {
        var tea = WORLD.tea(WORLD.merchant());
        var code = batch(tea);
        var before = WORLD.batches.findByCodes(List.of(code));
        var thief = WORLD.tea(WORLD.merchant());

        assertThatThrownBy(() -> WORLD.batches.register(
                        new RegisterBatch(thief.id(), code, FROM.plusDays(5), null, "11", List.of())))
                .hasMessage("The batch code " + code + " is printed on other goods");

        assertThat(WORLD.batches.findByCodes(List.of(code))).isEqualTo(before);
        assertThat(WORLD.batches.findByProducts(List.of(thief.id()))).isEqualTo(Map.of());
    }

    @Test
    void a_batch_that_is_best_before_it_is_made_changes_nothing() {
        var tea = WORLD.tea(WORLD.merchant());
        var code = WORLD.fresh("batch");

        assertThatThrownBy(
                        () -> WORLD.batches.register(new RegisterBatch(tea.id(), code, TO, FROM, "341524", List.of())))
                .hasMessageContaining("batch_dates_ordered");

        assertThat(WORLD.batches.findByCodes(List.of(code))).isEmpty();
    }

    private static RegisterCertificate certificate(
            MerchantId merchant, String number, LocalDate from, LocalDate to, ProductId... goods) {
        return new RegisterCertificate(
                merchant, CertificateKind.GI, number, text("地理标志"), "国家知识产权局", "六安合作社", from, to, List.of(goods));
    }

    private static TraceEvent event(TraceStep step, String at) {
        return new TraceEvent(step, Instant.parse(at), "341524", "王师傅", text("手工"));
    }

    private static String batch(Product product) {
        return batch(product, FROM, TO);
    }

    private static String batch(Product product, LocalDate producedOn, @Nullable LocalDate bestBefore) {
        var code = WORLD.fresh("batch");
        WORLD.batches.register(
                new RegisterBatch(product.id(), code, producedOn, bestBefore, "341524", Collections.emptyList()));
        return code;
    }

    private static Instant firstScan(String code) {
        var batch =
                Objects.requireNonNull(WORLD.batches.findByCodes(List.of(code)).get(code));
        return Objects.requireNonNull(batch.firstScannedAt());
    }

    private static void unchanged(Product before) {
        assertThat(WORLD.product(before.id())).isEqualTo(before);
        assertThat(WORLD.said(before.id())).containsExactly(1);
    }
}
