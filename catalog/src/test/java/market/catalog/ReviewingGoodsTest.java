package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import market.catalog.ProductReview.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where goods are reviewed, nothing is on sale that the operator has not looked at first. */
class ReviewingGoodsTest extends GoodsOnTheShelf {

    @Test
    void reviewed_goods_wait_for_the_operator_and_are_on_sale_once_they_pass() {
        var waiting = set(written(REVIEWED, "六安瓜片", 1_000), ProductStatus.LISTED);

        assertThat(waiting.status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(waiting.isOnSale()).isFalse();
        assertThat(list()).contains(waiting.id());
        assertThat(state(waiting)).isEqualTo(State.WAITING);
        var again = set(waiting, ProductStatus.LISTED);
        assertThat(again).isEqualTo(waiting);

        var listed = approved(waiting);

        assertThat(listed.isOnSale()).isTrue();
        assertThat(listed.version()).isEqualTo(waiting.version() + 1);
        assertThat(state(listed)).isEqualTo(State.APPROVED);
        assertThat(list()).doesNotContain(listed.id());
        assertThat(WORLD.told(merchant)).containsExactly("PRODUCT_APPROVED " + key);
        assertThat(WORLD.said(listed.id())).containsExactly(1, 2, 3);
    }

    @Test
    void goods_that_are_sent_back_are_drafts_and_their_merchant_reads_why() {
        var waiting = set(written(REVIEWED, "六安瓜片", 1_000), ProductStatus.LISTED);

        assertThat(decide(waiting, "图片不清楚")).isInstanceOf(DecideReviewOutcome.Decided.class);

        assertThat(current(waiting).status()).isEqualTo(ProductStatus.DRAFT);
        assertThat(WORLD.reviews.of(List.of(waiting.id())).get(waiting.id()))
                .matches(review ->
                        Objects.requireNonNull(review).state() == State.REJECTED && "图片不清楚".equals(review.reason()));
        assertThat(WORLD.told(merchant)).containsExactly("PRODUCT_REJECTED " + key);
        assertThat(decide(waiting, null)).isEqualTo(new DecideReviewOutcome.NotWaiting());
        assertThat(set(waiting, ProductStatus.LISTED).status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(state(waiting)).isEqualTo(State.WAITING);
        approved(waiting);
        assertThat(Objects.requireNonNull(
                                WORLD.reviews.of(List.of(waiting.id())).get(waiting.id()))
                        .reason())
                .isNull();
    }

    @Test
    void a_decision_about_what_the_merchant_changed_since_is_refused_and_changes_nothing() {
        var waiting = set(written(REVIEWED, "六安瓜片", 1_000), ProductStatus.LISTED);
        var since = since(waiting);
        var rewritten = written(REVIEWED, "包治百病茶", 1_000);

        assertThat(rewritten.status()).isEqualTo(ProductStatus.IN_REVIEW);
        for (var reason : new @Nullable String[] {null, "看过旧版"}) {
            assertThat(WORLD.reviews.decide(new DecideReview(waiting.id(), reason, waiting.version(), person)))
                    .isEqualTo(new DecideReviewOutcome.VersionConflict(rewritten.version()));
        }
        assertThat(current(waiting)).isEqualTo(rewritten);
        assertThat(since(waiting)).isEqualTo(since);
        assertThat(WORLD.told(merchant)).isEmpty();
    }

    @Test
    void of_two_who_decide_at_once_one_is_heard() throws Exception {
        var waiting = set(written(REVIEWED, "六安瓜片", 1_000), ProductStatus.LISTED);

        var outcomes = CatalogWorld.atOnce(
                4,
                number -> () -> WORLD.reviews.decide(
                        new DecideReview(waiting.id(), number % 2 == 0 ? null : "不行", waiting.version(), person)));

        assertThat(outcomes)
                .filteredOn(DecideReviewOutcome.Decided.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.equals(new DecideReviewOutcome.VersionConflict(waiting.version() + 1)))
                .hasSize(3);
        assertThat(WORLD.said(waiting.id())).containsExactly(1, 2, 3);
        assertThat(WORLD.told(merchant)).hasSize(1);
    }

    @Test
    void the_nearest_rule_counts_and_that_of_the_merchant_before_all_others() {
        assertThat(listed(OPEN)).isEqualTo(ProductStatus.LISTED);
        assertThat(listed(REVIEWED)).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(listed(EXCEPTED)).isEqualTo(ProductStatus.LISTED);
        assertThat(listed(BELOW_EXCEPTED)).isEqualTo(ProductStatus.LISTED);

        ofMerchant(true);
        assertThat(listed(BELOW_EXCEPTED)).isEqualTo(ProductStatus.IN_REVIEW);
        WORLD.write("DELETE FROM catalog.review_rule WHERE merchant_id = ?", merchant.value());
        ofMerchant(false);
        assertThat(listed(REVIEWED)).isEqualTo(ProductStatus.LISTED);
    }

    @Test
    void a_merchant_takes_goods_out_of_review() {
        var waiting = set(written(REVIEWED, "六安瓜片", 1_000), ProductStatus.IN_REVIEW);
        assertThat(list()).contains(waiting.id());

        set(waiting, ProductStatus.DRAFT);

        assertThat(list()).doesNotContain(waiting.id());
        assertThat(state(waiting)).isNull();
        assertThat(decide(waiting, null)).isEqualTo(new DecideReviewOutcome.NotFound());
        assertThat(current(waiting).status()).isEqualTo(ProductStatus.DRAFT);
    }

    @Test
    void nobody_is_asked_about_goods_that_need_no_review() {
        var open = written(OPEN, "六安瓜片", 1_000);
        assertThat(attempt(open, ProductStatus.IN_REVIEW)).isEqualTo(new SetStatusOutcome.NoReviewNeeded());
        assertThat(current(open)).isEqualTo(open);
        assertThat(state(open)).isNull();
    }

    @Test
    void goods_that_passed_stay_on_sale_when_they_are_rewritten_and_are_looked_at_again() {
        var listed = passed();

        assertThat(written(REVIEWED, "六安瓜片", 900).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(state(listed)).isEqualTo(State.APPROVED);
        WORLD.products.setTexts(new SetTexts(
                merchant,
                listed.id(),
                text("包治百病茶"),
                null,
                null,
                current(listed).version()));
        assertThat(current(listed).isOnSale()).isTrue();
        assertThat(state(listed)).isEqualTo(State.WAITING);
        written(REVIEWED, "六安瓜片", 900);
        assertThat(state(listed)).isEqualTo(State.APPROVED);

        written(REVIEWED, "大别山瓜片", 900);
        var seen = current(listed);
        assertThat(approved(listed)).isEqualTo(seen);
        assertThat(state(listed)).isEqualTo(State.APPROVED);
        written(REVIEWED, "包治百病茶", 900);
        assertThat(decide(listed, "不得宣称疗效")).isInstanceOf(DecideReviewOutcome.Decided.class);
        assertThat(current(listed).status()).isEqualTo(ProductStatus.DRAFT);
    }

    @Test
    void goods_that_passed_are_listed_again_as_they_are_and_otherwise_wait_anew() {
        var product = passed();

        set(product, ProductStatus.WITHDRAWN);
        assertThat(set(product, ProductStatus.LISTED).status()).isEqualTo(ProductStatus.LISTED);
        set(product, ProductStatus.WITHDRAWN);
        written(REVIEWED, "包治百病茶", 1_000);
        assertThat(state(product)).isEqualTo(State.APPROVED);
        assertThat(set(product, ProductStatus.LISTED).status()).isEqualTo(ProductStatus.IN_REVIEW);
    }

    @Test
    void listed_goods_that_move_to_where_goods_are_reviewed_leave_the_shelf() {
        var product = set(written(OPEN, "六安瓜片", 1_000), ProductStatus.LISTED);
        var other = written(goods(WORLD.fresh("shelf"), OPEN, "黄芽", 1_000));
        set(other, ProductStatus.LISTED);

        var moved = written(REVIEWED, "六安瓜片", 1_000);
        var outcome = edit(other.key(), null, goods(other.key(), REVIEWED, "黄芽", 1_000));

        assertThat(moved.status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(moved.version()).isEqualTo(3);
        assertThat(WORLD.versions.of(List.of(product.id()), 1).getOrDefault(product.id(), List.of()))
                .singleElement()
                .matches(version -> version.changes().toString().contains("before=LISTED, after=IN_REVIEW"));
        assertThat(outcome).matches(changed -> changed instanceof EditOutcome.Changed found && found.isForReview());
        assertThat(current(other).status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(list()).contains(product.id(), other.id());
        assertThat(WORLD.said(product.id())).containsExactly(1, 2, 3);
        assertThat(WORLD.said(other.id())).containsExactly(1, 2, 3);
    }

    @Test
    void goods_that_many_are_written_of_wait_like_single_ones() {
        var goods = goods(REVIEWED, "六安瓜片", 1_000);

        assertThat(edit(key, ProductStatus.LISTED, goods))
                .matches(outcome -> outcome instanceof EditOutcome.Changed changed && changed.isForReview());
        var waiting = WORLD.products.findByKey(merchant, key).orElseThrow();
        assertThat(waiting.status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(edit(key, ProductStatus.LISTED, goods)).isEqualTo(new EditOutcome.Unchanged());
        assertThat(list()).contains(waiting.id());
        approved(waiting);
        edit(key, ProductStatus.WITHDRAWN, goods);
        edit(key, ProductStatus.LISTED, goods);
        assertThat(current(waiting).status()).isEqualTo(ProductStatus.LISTED);
        edit(key, ProductStatus.WITHDRAWN, goods);
        edit(key, ProductStatus.LISTED, goods(REVIEWED, "包治百病茶", 1_000));
        assertThat(current(waiting).status()).isEqualTo(ProductStatus.IN_REVIEW);
        edit(key, ProductStatus.DRAFT, goods);
        assertThat(list()).doesNotContain(waiting.id());
    }

    @Test
    void what_is_listed_when_a_rule_comes_stays_so_until_something_else_is_said_of_it() {
        var product = set(written(OPEN, "六安瓜片", 1_000), ProductStatus.LISTED);
        ofMerchant(true);

        assertThat(written(OPEN, "六安瓜片", 900).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(state(product)).isNull();
        assertThat(written(OPEN, "包治百病茶", 900).status()).isEqualTo(ProductStatus.LISTED);
        assertThat(state(product)).isEqualTo(State.WAITING);
    }

    @Test
    void the_list_begins_with_those_that_wait_longest_and_goes_on_page_by_page() {
        var ids = new ArrayList<ProductId>();
        for (var i = 0; i < 3; i++) {
            ids.add(set(written(goods(WORLD.fresh("shelf"), REVIEWED, "六安瓜片", 1_000)), ProductStatus.LISTED)
                    .id());
        }

        var seen = new ArrayList<ProductId>();
        var page = WORLD.reviews.page(Instant.EPOCH, Products.FIRST, 1);
        while (!page.items().isEmpty()) {
            var last = page.items().getLast();
            seen.add(last.product().id());
            page = WORLD.reviews.page(last.review().since(), last.product().id(), 1);
        }

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(ids);
    }

    private EditOutcome edit(String ownKey, @Nullable ProductStatus status, UpsertProduct product) {
        return WORLD.edits
                .apply(merchant, List.of(new ProductEdit(ownKey, null, status, _ -> ProductEdit.Edited.of(product))))
                .getFirst();
    }

    private ProductStatus listed(String category) {
        return set(written(goods(WORLD.fresh("shelf"), category, "六安瓜片", 1_000)), ProductStatus.LISTED)
                .status();
    }

    private void ofMerchant(boolean requiresReview) {
        WORLD.write(
                "INSERT INTO catalog.review_rule (id, merchant_id, requires_review) VALUES (?, ?, ?)",
                WORLD.ids.next(),
                merchant.value(),
                requiresReview);
    }

    private static Instant since(Product product) {
        return WORLD.reviews.find(product.id()).orElseThrow().review().since();
    }

    private static List<ProductId> list() {
        return WORLD.reviews.page(Instant.EPOCH, Products.FIRST, 1_000).items().stream()
                .map(found -> found.product().id())
                .toList();
    }
}
