package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.atOnce;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import market.catalog.PavilionAdmission.Decision;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rules find stands in pavilions as long as it is right, whatever happens at once. */
final class KeepingShelvesTest {

    private static final PavilionRule TEA = rule("tea", null, null);
    private static final UUID CURATOR = UUID.randomUUID();

    private final MerchantId merchant = WORLD.merchant();
    private final Pavilion pavilion = opened();

    private static Pavilion opened() {
        var handle = WORLD.fresh("shelf");
        WORLD.pavilions.open(handle, text("六安馆"), text("六安"), "3415");
        return WORLD.pavilions.findByHandle(handle).orElseThrow();
    }

    private static PavilionRule rule(@Nullable String category, @Nullable String origin, @Nullable String certificate) {
        return new PavilionRule(category, origin, null, null, certificate);
    }

    private void rule(PavilionOrder order, PavilionRule... rules) {
        var version = WORLD.pavilions.find(pavilion.id()).orElseThrow().version();
        assertThat(WORLD.pavilions.setRules(new SetPavilionRules(pavilion, List.of(rules), order, version)))
                .isInstanceOf(SetRecordOutcome.Set.class);
        settled();
    }

    private void settled() {
        await().until(() -> !WORLD.pavilions.find(pavilion.id()).orElseThrow().isApplyingRules());
    }

    private PavilionAdmission admitted() {
        var applied = WORLD.admissions.apply(new ApplyToPavilion(merchant, pavilion, new BigDecimal("0.05"), null));
        assertThat(applied).isInstanceOf(SetRecordOutcome.Set.class);
        var admission = ((SetRecordOutcome.Set<PavilionAdmission>) applied).stored();
        return decided(admission, Decision.ADMIT);
    }

    private PavilionAdmission decided(PavilionAdmission admission, Decision decision) {
        var reason = decision == Decision.ADMIT ? null : "换季";
        var outcome = WORLD.admissions.decide(new DecideAdmission(
                WORLD.pavilions.find(pavilion.id()).orElseThrow(),
                admission.id(),
                decision,
                null,
                reason,
                CURATOR,
                admission.version()));
        assertThat(outcome).isInstanceOf(DecideAdmissionOutcome.Decided.class);
        return ((DecideAdmissionOutcome.Decided) outcome).admission();
    }

    private List<ProductId> shelf() {
        return WORLD.pavilions.shelf(pavilion, Pavilions.After.BEGINNING, 100).items().stream()
                .map(listing -> listing.product().id())
                .toList();
    }

    private Product tea(long fen) {
        var key = WORLD.fresh("tea");
        return WORLD.product(
                WORLD.upserted(CatalogWorld.tea(merchant, key, spec(key, fen))).id());
    }

    @Test
    void rules_find_goods_that_come_later_and_let_go_those_that_leave() {
        admitted();
        var old = tea(1_000);
        rule(PavilionOrder.NEWEST, TEA);
        assertThat(shelf()).containsExactly(old.id());

        var young = tea(1_000);
        await().untilAsserted(() -> assertThat(shelf()).containsExactly(young.id(), old.id()));
        assertThat(WORLD.product(young.id()).pavilions()).containsExactly(pavilion.handle());

        WORLD.products.setStatus(new SetStatus(
                merchant,
                old.id(),
                ProductStatus.WITHDRAWN,
                WORLD.product(old.id()).version()));
        await().untilAsserted(
                        () -> assertThat(WORLD.product(old.id()).pavilions()).isEmpty());
        assertThat(shelf()).containsExactly(young.id());

        rule(PavilionOrder.NEWEST);
        assertThat(shelf()).isEmpty();
        assertThat(WORLD.product(young.id()).pavilions()).isEmpty();
    }

    @Test
    void a_rule_is_a_conjunction_and_several_are_alternatives() {
        admitted();
        var tea = tea(1_000);

        rule(PavilionOrder.NEWEST, rule("tea", "11", null));
        assertThat(shelf()).isEmpty();
        rule(PavilionOrder.NEWEST, rule("tea", "11", null), rule(null, "3415", null));
        assertThat(shelf()).containsExactly(tea.id());
        rule(PavilionOrder.NEWEST, new PavilionRule(null, null, WORLD.merchant(), null, null));
        assertThat(shelf()).isEmpty();
        rule(PavilionOrder.NEWEST, new PavilionRule(null, null, merchant, "tea", null));
        assertThat(shelf()).containsExactly(tea.id());
    }

    @Test
    void a_certificate_finds_goods_only_while_it_counts() {
        admitted();
        var tea = tea(1_000);
        var today = TradeDay.today(WORLD.clock);
        rule(PavilionOrder.NEWEST, rule(null, null, CertificateKind.GI.name()));
        certify(tea, today.minusDays(20), today.minusDays(10));
        assertThat(shelf()).isEmpty();

        certify(tea, today.minusDays(20), today.plusDays(10));
        await().untilAsserted(() -> assertThat(shelf()).containsExactly(tea.id()));

        WORLD.write(
                "UPDATE catalog.certificate SET valid_to = ? WHERE merchant_id = ?",
                today.minusDays(1),
                merchant.value());
        WORLD.shelves.reviewAll();
        settled();
        await().untilAsserted(() -> assertThat(shelf()).isEmpty());
    }

    private static void certify(Product product, LocalDate from, LocalDate to) {
        WORLD.certificates.register(new RegisterCertificate(
                product.merchant(),
                CertificateKind.GI,
                WORLD.fresh("GI"),
                text("地理标志"),
                "国家知识产权局",
                "六安合作社",
                from,
                to,
                List.of(product.id())));
    }

    @Test
    void picks_stand_first_what_is_kept_out_stays_out_and_found_goods_follow_their_price() {
        admitted();
        var dear = tea(9_000);
        var cheap = tea(1_000);
        var middle = tea(5_000);
        var out = tea(100);
        pick(out, 0, true);
        pick(middle, 7, false);

        rule(PavilionOrder.PRICE_ASC, TEA);
        assertThat(shelf()).containsExactly(middle.id(), cheap.id(), dear.id());
        assertThat(WORLD.product(out.id()).pavilions()).isEmpty();
        rule(PavilionOrder.PRICE_DESC, TEA);
        assertThat(shelf()).containsExactly(middle.id(), dear.id(), cheap.id());

        WORLD.products.setPrice(new SetPrice(
                merchant,
                cheap.variants().getFirst().id(),
                Money.cny(20_000),
                WORLD.product(cheap.id()).version(),
                UUID.randomUUID()));
        await().untilAsserted(() -> assertThat(shelf()).containsExactly(middle.id(), cheap.id(), dear.id()));

        // A pick that is taken back is the rules' again, and so is one that was kept out.
        assertThat(WORLD.pavilions.unlist(pavilion, middle)).isTrue();
        assertThat(WORLD.pavilions.unlist(pavilion, out)).isTrue();
        assertThat(shelf()).containsExactly(cheap.id(), dear.id(), middle.id(), out.id());
    }

    private void pick(Product product, int position, boolean isExcluded) {
        assertThat(WORLD.pavilions.pick(new PickListing(
                        pavilion,
                        product,
                        position,
                        isExcluded,
                        PickListing.Text.UNCHANGED,
                        PickListing.Text.UNCHANGED)))
                .isPresent();
    }

    @Test
    void all_goods_are_held_against_a_rule_page_by_page_and_read_page_by_page() {
        admitted();
        bulk(450);
        rule(PavilionOrder.NEWEST, TEA);

        var seen = new ArrayList<ProductId>();
        var page = WORLD.pavilions.shelf(pavilion, Pavilions.After.BEGINNING, 100);
        page.items().forEach(listing -> seen.add(listing.product().id()));
        while (page.hasNext()) {
            page = WORLD.pavilions.shelf(
                    pavilion, Pavilions.After.of(page.items().getLast()), 100);
            page.items().forEach(listing -> seen.add(listing.product().id()));
        }
        assertThat(seen).hasSize(450).doesNotHaveDuplicates();
        assertThat(found()).isEqualTo(450);
    }

    private void bulk(int count) {
        WORLD.write("""
                INSERT INTO catalog.product (id, merchant_id, key, handle, product_type, category_code, title_zh,
                       description_zh, origin_code, attributes, keywords, status, version)
                SELECT gen_random_uuid(), ?, 'bulk-' || n, 'bulk-' || ? || '-' || n, 'tea', 'tea', '茶', '', '341524', '{}', '',
                       'LISTED', 1
                  FROM generate_series(1, ?) AS n
                """, merchant.value(), pavilion.handle(), count);
    }

    private int found() {
        return Integer.parseInt(
                WORLD.texts("SELECT count(*) FROM catalog.pavilion_listing WHERE pavilion_id = ?", pavilion.id())
                        .getFirst());
    }

    @Test
    void a_page_that_is_told_of_again_and_a_review_that_was_overtaken_do_nothing() {
        admitted();
        bulk(250);
        rule(PavilionOrder.NEWEST, TEA);
        var told = WORLD.texts(
                "SELECT count(*) FROM kernel.outbox_event WHERE type = 'PavilionReviewDue' AND aggregate_id = ?",
                pavilion.id().toString());
        var review = Integer.parseInt(WORLD.texts("SELECT review FROM catalog.pavilion WHERE id = ?", pavilion.id())
                .getFirst());

        for (var number = 0; number <= review; number++) {
            WORLD.shelves.review(new PavilionReviewDue(pavilion.id(), number, Products.FIRST.value()));
        }

        assertThat(WORLD.texts(
                        "SELECT count(*) FROM kernel.outbox_event WHERE type = 'PavilionReviewDue' AND aggregate_id = ?",
                        pavilion.id().toString()))
                .isEqualTo(told);
        assertThat(found()).isEqualTo(250);
    }

    @Test
    void nothing_of_a_merchant_stays_when_its_admission_ends_while_its_goods_are_picked_and_found() throws Exception {
        var admission = admitted();
        rule(PavilionOrder.NEWEST, TEA);
        var goods = new ArrayList<Product>();
        for (var i = 0; i < 6; i++) {
            goods.add(tea(1_000));
        }

        var deeds = new ArrayList<Callable<Boolean>>();
        goods.forEach(product -> deeds.add(() -> WORLD.pavilions
                .pick(new PickListing(
                        pavilion, product, 1, false, PickListing.Text.UNCHANGED, PickListing.Text.UNCHANGED))
                .isPresent()));
        goods.forEach(product -> deeds.add(() -> {
            WORLD.shelves.follow(List.of(product.id()));
            return true;
        }));
        deeds.add(() -> decided(admission, Decision.END).state() == PavilionAdmission.State.ENDED);
        atOnce(deeds.size(), deeds::get);

        assertThat(found()).isZero();
        goods.forEach(
                product -> assertThat(WORLD.product(product.id()).pavilions()).isEmpty());
    }

    @Test
    void of_two_curators_who_decide_at_once_one_is_heard() throws Exception {
        var admission = ((SetRecordOutcome.Set<PavilionAdmission>)
                        WORLD.admissions.apply(new ApplyToPavilion(merchant, pavilion, new BigDecimal("0.05"), null)))
                .stored();

        var outcomes = atOnce(
                        2,
                        number -> () -> WORLD.admissions.decide(new DecideAdmission(
                                pavilion,
                                admission.id(),
                                number == 0 ? Decision.ADMIT : Decision.REFUSE,
                                null,
                                number == 0 ? null : "不合适",
                                CURATOR,
                                admission.version())))
                .stream()
                .map(outcome -> outcome.getClass().getSimpleName())
                .toList();

        assertThat(new HashSet<>(outcomes)).containsExactlyInAnyOrder("Decided", "VersionConflict");
    }

    @Test
    void goods_of_data_packs_bring_their_merchant_unless_its_curator_has_decided() {
        var tea = tea(1_000);

        assertThat(WORLD.pavilions.list(pavilion, tea, 5)).isTrue();
        var admission = WORLD.admissions
                .ofMerchant(merchant, Products.FIRST.value(), 10)
                .items()
                .getFirst();
        assertThat(admission.state()).isEqualTo(PavilionAdmission.State.ADMITTED);
        assertThat(admission.feeRate()).isEqualByComparingTo(BigDecimal.ZERO);

        decided(admission, Decision.END);
        assertThat(WORLD.pavilions.list(pavilion, tea, 5)).isFalse();
        assertThat(shelf()).isEmpty();
    }

    @Test
    void a_pavilion_that_its_curator_wrote_is_left_alone_by_data_packs() {
        WORLD.pavilions.set(new SetPavilion(pavilion, text("大别山馆"), null, CURATOR, pavilion.version()));

        WORLD.pavilions.open(pavilion.handle(), text("六安馆"), text("六安二"), "3415");

        var now = WORLD.pavilions.find(pavilion.id()).orElseThrow();
        assertThat(now.name().zh()).isEqualTo("大别山馆");
        assertThat(now.description().zh()).isEqualTo("六安");
        assertThat(now.version()).isEqualTo(pavilion.version() + 1);
    }
}
