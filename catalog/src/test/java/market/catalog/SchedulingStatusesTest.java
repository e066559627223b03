package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goods go on sale and off it at their moments: each change once, whoever carries it out. */
class SchedulingStatusesTest extends GoodsOnTheShelf {

    private static final Duration DAY = Duration.ofDays(1);

    private final Product draft = written(OPEN, "六安瓜片", 1_000);

    @Test
    void a_change_is_carried_out_once_by_many_who_tend_it_at_once() throws Exception {
        schedule(draft, ProductStatus.LISTED, DAY);
        WORLD.tender.tend();
        assertThat(current(draft)).isEqualTo(draft);
        pass(DAY);

        CatalogWorld.atOnce(6, _ -> () -> {
            WORLD.tender.tend();
            return true;
        });

        assertThat(current(draft).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(current(draft).version()).isEqualTo(2);
        assertThat(WORLD.said(draft.id())).containsExactly(1, 2);
        assertThat(versions()).containsExactly("2 [status DRAFT -> LISTED]", "1 []");
        assertThat(scheduled(draft)).isEmpty();
    }

    @Test
    void a_change_that_is_taken_back_half_way_is_carried_out_the_next_time() {
        schedule(draft, ProductStatus.LISTED, DAY);
        pass(DAY);

        WORLD.rolledBack(() -> assertThat(WORLD.schedule.carryOut(draft.id())).isTrue());

        assertThat(current(draft)).isEqualTo(draft);
        assertThat(scheduled(draft)).containsExactly("LISTED");
        assertThat(WORLD.said(draft.id())).containsExactly(1);
        WORLD.tender.tend();
        assertThat(current(draft).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(WORLD.said(draft.id())).containsExactly(1, 2);
        assertThat(WORLD.schedule.carryOut(draft.id())).isFalse();
    }

    @Test
    void what_came_due_while_nobody_tended_it_is_carried_out_in_its_order() {
        schedule(draft, ProductStatus.WITHDRAWN, DAY.multipliedBy(2));
        schedule(draft, ProductStatus.LISTED, DAY);
        assertThat(scheduled(draft)).containsExactly("LISTED", "WITHDRAWN");
        pass(DAY.multipliedBy(3));

        WORLD.tender.tend();

        assertThat(versions()).containsExactly("3 [status LISTED -> WITHDRAWN]", "2 [status DRAFT -> LISTED]", "1 []");
        assertThat(WORLD.said(draft.id())).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_scheduled_again_takes_the_place_of_what_was_and_can_be_cancelled() {
        schedule(draft, ProductStatus.LISTED, DAY);
        var at = WORLD.clock.instant().plus(DAY.multipliedBy(7)).truncatedTo(ChronoUnit.MICROS);
        WORLD.schedule.set(command(draft, ProductStatus.LISTED), at);

        assertThat(WORLD.schedule.of(List.of(draft.id())).get(draft.id()))
                .containsExactly(new ScheduledStatus(draft.id(), ProductStatus.LISTED, at));
        assertThat(cancel(WORLD.merchant())).isEqualTo(new SetRecordOutcome.NotFound<>());
        assertThat(scheduled(draft)).hasSize(1);
        assertThat(cancel(merchant)).isEqualTo(new SetRecordOutcome.Set<>(draft));
        assertThat(cancel(merchant)).isEqualTo(new SetRecordOutcome.NotFound<>());
        pass(DAY.multipliedBy(8));
        WORLD.tender.tend();
        assertThat(current(draft)).isEqualTo(draft);
    }

    @Test
    void moments_and_deeds_that_make_no_sense_are_refused_and_schedule_nothing() {
        var now = WORLD.clock.instant();
        for (var at : List.of(now, now.minusSeconds(1), now.plus(Duration.ofDays(2_000)), Instant.MAX)) {
            assertThat(places(WORLD.schedule.set(command(draft, ProductStatus.LISTED), at)))
                    .containsExactly("at");
        }
        for (var status : List.of(ProductStatus.DRAFT, ProductStatus.IN_REVIEW)) {
            assertThat(places(WORLD.schedule.set(command(draft, status), now.plus(DAY))))
                    .containsExactly("status");
        }
        assertThat(WORLD.schedule.set(
                        new SetStatus(WORLD.merchant(), draft.id(), ProductStatus.LISTED, 1), now.plus(DAY)))
                .isEqualTo(new SetRecordOutcome.NotFound<>());
        assertThat(WORLD.schedule.set(new SetStatus(merchant, draft.id(), ProductStatus.LISTED, 9), now.plus(DAY)))
                .isEqualTo(new SetRecordOutcome.VersionConflict<>(1));
        assertThat(scheduled(draft)).isEmpty();
        assertThat(current(draft)).isEqualTo(draft);
    }

    @Test
    void nothing_brings_back_what_was_taken_off_by_hand() {
        set(draft, ProductStatus.LISTED);
        schedule(draft, ProductStatus.WITHDRAWN, DAY);
        schedule(draft, ProductStatus.LISTED, DAY.multipliedBy(2));

        set(draft, ProductStatus.WITHDRAWN);

        assertThat(scheduled(draft)).isEmpty();
        schedule(draft, ProductStatus.LISTED, DAY);
        assertThat(scheduled(draft)).containsExactly("LISTED");
    }

    @Test
    void what_was_put_on_sale_by_hand_is_not_put_on_again_but_comes_off_at_its_moment() {
        schedule(draft, ProductStatus.LISTED, DAY);
        schedule(draft, ProductStatus.WITHDRAWN, DAY.multipliedBy(2));

        set(draft, ProductStatus.LISTED);
        assertThat(scheduled(draft)).containsExactly("WITHDRAWN");

        schedule(draft, ProductStatus.LISTED, DAY.multipliedBy(3));
        set(draft, ProductStatus.LISTED);
        assertThat(scheduled(draft)).containsExactly("WITHDRAWN", "LISTED");
        pass(DAY.multipliedBy(4));
        WORLD.tender.tend();
        assertThat(current(draft).status()).isEqualTo(ProductStatus.LISTED);
    }

    @Test
    void files_change_the_schedule_as_deeds_by_hand_do() {
        schedule(draft, ProductStatus.LISTED, DAY);
        schedule(draft, ProductStatus.WITHDRAWN, DAY.multipliedBy(2));

        edit(null);
        assertThat(scheduled(draft)).hasSize(2);
        edit(ProductStatus.LISTED);
        assertThat(scheduled(draft)).containsExactly("WITHDRAWN");
        edit(ProductStatus.DRAFT);
        assertThat(scheduled(draft)).isEmpty();
    }

    @Test
    void goods_without_a_variant_are_not_listed_and_their_merchant_is_told() {
        var bare = written(withoutVariants(goods(WORLD.fresh("bare"), OPEN, "六安瓜片", 1_000)));
        schedule(bare, ProductStatus.LISTED, DAY);
        pass(DAY);

        WORLD.tender.tend();

        assertThat(current(bare)).isEqualTo(bare);
        assertThat(WORLD.told(merchant)).containsExactly("SCHEDULE_FAILED " + bare.handle());
        assertThat(scheduled(bare)).isEmpty();
        assertThat(WORLD.said(bare.id())).containsExactly(1);
    }

    @Test
    void a_draft_that_was_never_on_sale_stays_one_at_the_moment_of_its_withdrawal() {
        schedule(draft, ProductStatus.WITHDRAWN, DAY);
        pass(DAY);

        WORLD.tender.tend();

        assertThat(current(draft)).isEqualTo(draft);
        assertThat(scheduled(draft)).isEmpty();
    }

    @Test
    void reviewed_goods_wait_at_their_moment_and_are_listed_when_they_pass() {
        var reviewed = written(REVIEWED, "六安瓜片", 1_000);
        schedule(reviewed, ProductStatus.LISTED, DAY);
        pass(DAY);

        WORLD.tender.tend();

        assertThat(current(reviewed).status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(WORLD.told(merchant)).containsExactly("SCHEDULE_FAILED " + key);
        assertThat(approved(reviewed).status()).isEqualTo(ProductStatus.LISTED);
    }

    @Test
    void goods_that_were_reviewed_ahead_are_listed_at_their_moment_and_not_before() {
        var reviewed = written(REVIEWED, "六安瓜片", 1_000);
        schedule(reviewed, ProductStatus.LISTED, DAY);
        set(reviewed, ProductStatus.IN_REVIEW);

        assertThat(approved(reviewed).status()).isEqualTo(ProductStatus.DRAFT);
        assertThat(scheduled(reviewed)).containsExactly("LISTED");
        pass(DAY);
        WORLD.tender.tend();
        assertThat(current(reviewed).status()).isEqualTo(ProductStatus.LISTED);
    }

    @Test
    void goods_that_are_sent_back_are_not_put_on_sale_by_an_old_schedule() {
        var reviewed = written(REVIEWED, "六安瓜片", 1_000);
        schedule(reviewed, ProductStatus.LISTED, DAY);
        set(reviewed, ProductStatus.IN_REVIEW);

        decide(reviewed, "图片不清楚");

        assertThat(scheduled(reviewed)).isEmpty();
        assertThat(current(reviewed).status()).isEqualTo(ProductStatus.DRAFT);
    }

    private static UpsertProduct withoutVariants(UpsertProduct product) {
        return new UpsertProduct(
                product.merchant(),
                product.key(),
                product.handle(),
                product.productType(),
                product.categoryCode(),
                product.title(),
                product.description(),
                product.originCode(),
                product.attributes(),
                product.image(),
                product.keywords(),
                List.of());
    }

    private void edit(@Nullable ProductStatus status) {
        WORLD.edits.apply(
                merchant,
                List.of(new ProductEdit(key, null, status, _ -> ProductEdit.Edited.of(goods(OPEN, "六安瓜片", 1_100)))));
    }

    private static SetStatus command(Product product, ProductStatus status) {
        return new SetStatus(
                product.merchant(), product.id(), status, current(product).version());
    }

    private static void schedule(Product product, ProductStatus status, Duration ahead) {
        assertThat(WORLD.schedule.set(
                        command(product, status), WORLD.clock.instant().plus(ahead)))
                .isInstanceOf(SetRecordOutcome.Set.class);
    }

    private SetRecordOutcome<Product> cancel(MerchantId by) {
        return WORLD.schedule.cancel(by, draft.id(), ProductStatus.LISTED);
    }

    /** So much time has passed for what these goods are scheduled for. */
    private void pass(Duration time) {
        WORLD.write("""
                UPDATE catalog.status_due
                   SET due_at = due_at - make_interval(secs => ?)
                 WHERE product_id IN (SELECT id FROM catalog.product WHERE merchant_id = ?)
                """, (double) time.toSeconds(), merchant.value());
    }

    private static List<String> places(SetRecordOutcome<Product> outcome) {
        assertThat(outcome).isInstanceOf(SetRecordOutcome.Invalid.class);
        return ((SetRecordOutcome.Invalid<Product>) outcome)
                .faults().stream().map(TypeFault::path).toList();
    }

    private List<String> versions() {
        return WORLD.versions.of(List.of(draft.id()), 10).getOrDefault(draft.id(), List.of()).stream()
                .map(version -> version.version() + " "
                        + version.changes().stream()
                                .map(change -> change.field() + " " + change.before() + " -> " + change.after())
                                .toList())
                .toList();
    }
}
