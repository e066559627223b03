package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductReview.State;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** A draft in a category whose goods are reviewed, and short words for its way to the shelf. */
abstract class GoodsOnTheShelf {

    static final String OPEN = "shelf-open";
    static final String REVIEWED = "shelf-reviewed";
    static final String EXCEPTED = "shelf-excepted";
    static final String BELOW_EXCEPTED = "shelf-below-excepted";

    final UUID person = WORLD.ids.next();
    final MerchantId merchant = WORLD.merchant();
    final String key = WORLD.fresh("shelf");

    @BeforeAll
    static void categories() {
        WORLD.taxonomy.load(
                List.of(
                        category(OPEN, null),
                        category(REVIEWED, OPEN),
                        category(EXCEPTED, REVIEWED),
                        category(BELOW_EXCEPTED, EXCEPTED)),
                List.of());
        var person = WORLD.ids.next();
        WORLD.rules.set(ReviewRule.of(REVIEWED, true), person);
        WORLD.rules.set(ReviewRule.of(EXCEPTED, false), person);
    }

    private static Category category(String code, @Nullable String parent) {
        return new Category(code, parent, text(code), new BigDecimal("0.0500"), 99);
    }

    UpsertProduct goods(String category, String title, long fen) {
        return goods(key, category, title, fen);
    }

    UpsertProduct goods(String ownKey, String category, String title, long fen) {
        return new UpsertProduct(
                merchant,
                ownKey,
                ownKey,
                "tea",
                category,
                text(title),
                text("来自大别山。"),
                "341524",
                Map.of("note", "高山云雾"),
                null,
                "绿茶",
                List.of(spec("sku-" + ownKey, fen)));
    }

    /** The draft as it is then, or the product rewritten. */
    Product written(String category, String title, long fen) {
        return written(goods(category, title, fen));
    }

    static Product written(UpsertProduct product) {
        var version = WORLD.products
                .findByKey(product.merchant(), product.key())
                .map(Product::version)
                .orElse(0);
        var outcome = WORLD.products.set(new SetProduct(product, version));
        assertThat(outcome).isInstanceOf(SetProductOutcome.Set.class);
        return ((SetProductOutcome.Set) outcome).product();
    }

    static Product set(Product product, ProductStatus status) {
        var outcome = attempt(product, status);
        assertThat(outcome).isInstanceOf(SetStatusOutcome.Set.class);
        return ((SetStatusOutcome.Set) outcome).product();
    }

    static SetStatusOutcome attempt(Product product, ProductStatus status) {
        return WORLD.products.setStatus(new SetStatus(
                product.merchant(), product.id(), status, current(product).version()));
    }

    DecideReviewOutcome decide(Product product, @Nullable String reason) {
        return WORLD.reviews.decide(
                new DecideReview(product.id(), reason, current(product).version(), person));
    }

    Product approved(Product product) {
        var outcome = decide(product, null);
        assertThat(outcome).isInstanceOf(DecideReviewOutcome.Decided.class);
        return ((DecideReviewOutcome.Decided) outcome).reviewed().product();
    }

    /** Listed after it passed. */
    Product passed() {
        return approved(set(written(REVIEWED, "六安瓜片", 1_000), ProductStatus.LISTED));
    }

    static Product current(Product product) {
        return WORLD.product(product.id());
    }

    static @Nullable State state(Product product) {
        return WORLD.reviews
                .find(product.id())
                .map(found -> found.review().state())
                .orElse(null);
    }

    static List<String> scheduled(Product product) {
        return WORLD.schedule.of(List.of(product.id())).getOrDefault(product.id(), List.of()).stream()
                .map(change -> change.status().name())
                .toList();
    }
}
