package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.kernel.LocalizedText;
import market.kernel.Slice;

/** What the operator looks at before it is on sale, or since it was changed there. */
@Singleton
public class ProductReviews {

    private final ReviewStore store;
    private final ProductRepository repository;
    private final Shelf shelf;
    private final StatusDue due;
    private final ListingGates gates;
    private final Notices notices;

    ProductReviews(
            ReviewStore store,
            ProductRepository repository,
            Shelf shelf,
            StatusDue due,
            ListingGates gates,
            Notices notices) {
        this.store = store;
        this.repository = repository;
        this.shelf = shelf;
        this.due = due;
        this.gates = gates;
        this.notices = notices;
    }

    /** Those that wait, longest first; start with {@link Instant#EPOCH} and {@link Products#FIRST}. */
    @Transactional(readOnly = true)
    public Slice<ReviewedProduct> page(Instant afterSince, ProductId after, int limit) {
        var reviews = Slice.of(store.waiting(afterSince, after.value(), limit + 1), limit);
        var ids = reviews.items().stream().map(ProductReview::product).toList();
        var products = ids.isEmpty()
                ? Map.<ProductId, Product>of()
                : repository.findAll(ids.stream().map(ProductId::value).toList()).stream()
                        .map(ProductRow::toProduct)
                        .collect(Collectors.toMap(Product::id, Function.identity()));
        return new Slice<>(
                reviews.items().stream()
                        .flatMap(review -> Stream.ofNullable(products.get(review.product()))
                                .map(product -> new ReviewedProduct(product, review)))
                        .toList(),
                reviews.hasNext());
    }

    /** Also of one that is decided; empty when nobody ever asked for it. */
    @Transactional(readOnly = true)
    public Optional<ReviewedProduct> find(ProductId id) {
        return store.of(List.of(id)).stream()
                .findFirst()
                .flatMap(review ->
                        repository.findById(id.value()).map(row -> new ReviewedProduct(row.toProduct(), review)));
    }

    /** Of products that were ever asked for. */
    @Transactional(readOnly = true)
    public Map<ProductId, ProductReview> of(Collection<ProductId> products) {
        return store.of(products).stream().collect(Collectors.toMap(ProductReview::product, Function.identity()));
    }

    /** Lists a product that waits, or sends it back to its merchant; guarded by the version that was looked at. */
    @Transactional
    public DecideReviewOutcome decide(DecideReview command) {
        var id = command.product();
        var version = repository.merchantOf(id.value()).flatMap(merchant -> repository.lock(id.value(), merchant));
        if (version.isEmpty()) {
            return new DecideReviewOutcome.NotFound();
        }
        if (version.get() != command.expectedVersion()) {
            return new DecideReviewOutcome.VersionConflict(version.get());
        }
        var found = find(id);
        if (found.isEmpty()) {
            return new DecideReviewOutcome.NotFound();
        }
        if (found.get().review().state() != ProductReview.State.WAITING) {
            return new DecideReviewOutcome.NotWaiting();
        }
        var product = found.get().product();
        return command.reason() == null ? approve(product, command) : reject(product, command, command.reason());
    }

    private DecideReviewOutcome approve(Product product, DecideReview command) {
        var isOnSale = product.status() == ProductStatus.LISTED;
        if (!isOnSale) {
            var bars = gates.judge(product);
            if (!bars.isEmpty()) {
                return new DecideReviewOutcome.Barred(bars);
            }
        }
        store.decide(product.id(), null, command.person());
        if (!isOnSale) {
            // Whoever scheduled it asked for the review ahead.
            var isScheduled =
                    due.of(List.of(product.id())).stream().anyMatch(change -> change.status() == ProductStatus.LISTED);
            shelf.move(product, isScheduled ? ProductStatus.DRAFT : ProductStatus.LISTED);
            notices.tell(
                    product.merchant(),
                    Notice.Kind.PRODUCT_APPROVED,
                    product.handle(),
                    isScheduled
                            ? new LocalizedText(
                                    "商品已通过审核，将按预定时间上架", "The product passed review and goes on sale as scheduled")
                            : new LocalizedText("商品已通过审核并上架", "The product passed review and is on sale"));
        }
        return decided(product.id());
    }

    private DecideReviewOutcome reject(Product product, DecideReview command, String reason) {
        store.decide(product.id(), reason, command.person());
        shelf.move(product, ProductStatus.DRAFT);
        due.takenOff(List.of(product.id()));
        notices.tell(
                product.merchant(),
                Notice.Kind.PRODUCT_REJECTED,
                product.handle(),
                new LocalizedText("商品未通过审核：" + reason, "The product did not pass review: " + reason));
        return decided(product.id());
    }

    private DecideReviewOutcome decided(ProductId id) {
        return new DecideReviewOutcome.Decided(find(id).orElseThrow());
    }
}
