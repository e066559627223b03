package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.ProductReview;
import market.catalog.ProductReviews;
import market.catalog.ProductStatus;
import market.catalog.Products;
import market.catalog.ScheduledStatus;
import market.catalog.ScheduledStatuses;
import market.catalog.SetRecordOutcome;
import market.catalog.SetStatus;
import market.catalog.SetStatusOutcome;
import market.graphql.Call;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.LocalizedText;

/** A merchant's goods on their way to the shelf and off it: now or at a moment, and what the operator found. */
@Singleton
class MerchantShelf implements Resolvers {

    private static final LocalizedText NO_VARIANT = new LocalizedText("商品没有规格", "it has no variant");
    private static final LocalizedText NO_REVIEW =
            new LocalizedText("该商品无须审核，可直接上架", "it needs no review and can be listed");

    /** Loads what becomes of a product by itself. */
    private record ScheduleOf(ProductId product) {}

    /** Loads what the operator found about a product. */
    private record ReviewOf(ProductId product) {}

    private final Products products;
    private final ScheduledStatuses schedule;
    private final ProductReviews reviews;

    MerchantShelf(Products products, ScheduledStatuses schedule, ProductReviews reviews) {
        this.products = products;
        this.schedule = schedule;
        this.reviews = reviews;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.mutation("productStatusSet", this::set)
                .payload("ProductStatusSetPayload", "product")
                .mutation("productScheduleCancel", this::cancel)
                .payload("ProductScheduleCancelPayload", "product")
                .loader(ScheduleOf.class, this::schedules)
                .loader(ReviewOf.class, this::reviews)
                .type("ScheduledStatus", ScheduledStatus.class)
                .type("ProductReview", ProductReview.class)
                .field(
                        "Product",
                        Product.class,
                        "scheduledStatuses",
                        (product, call) -> call.load(new ScheduleOf(product.id())))
                .field("Product", Product.class, "review", (product, call) -> call.load(new ReviewOf(product.id())));
    }

    private Payload set(Call call) {
        var input = call.input();
        var product = input.id("productId", "prd").map(ProductId::new);
        if (product.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "productId");
        }
        var command = new SetStatus(
                call.merchantUser().merchant(),
                product.get(),
                input.choice("status", ProductStatus.class),
                input.integer("expectedVersion"));
        return input.optionalInstant("at")
                .map(at -> RecordPayload.of(schedule.set(command, at), call, "productId"))
                .orElseGet(() -> payload(products.setStatus(command), call));
    }

    private static Payload payload(SetStatusOutcome outcome, Call call) {
        var status = call.input().pathOf("status");
        return switch (outcome) {
            case SetStatusOutcome.Set set -> Payload.of(set.product());
            case SetStatusOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "productId");
            case SetStatusOutcome.VersionConflict conflict ->
                Payload.refused(MerchantUserError.of(
                                MerchantErrorCode.VERSION_CONFLICT,
                                call,
                                call.input().pathOf("expectedVersion"))
                        .withVersion(conflict.currentVersion()));
            case SetStatusOutcome.Barred barred ->
                Payload.refused(barred.bars().stream()
                        .map(bar -> MerchantUserError.of(MerchantErrorCode.GATE_CLOSED, call, status)
                                .because(bar.reason().in(call.language())))
                        .toList());
            case SetStatusOutcome.NothingToSell _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.INVALID_STATE, call, status, NO_VARIANT));
            case SetStatusOutcome.NoReviewNeeded _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.INVALID_STATE, call, status, NO_REVIEW));
        };
    }

    private Payload cancel(Call call) {
        var input = call.input();
        var outcome = input.id("productId", "prd")
                .map(id -> schedule.cancel(
                        call.merchantUser().merchant(), new ProductId(id), input.choice("status", ProductStatus.class)))
                .orElseGet(SetRecordOutcome.NotFound::new);
        return RecordPayload.of(outcome, call, "productId");
    }

    private Map<ScheduleOf, List<ScheduledStatus>> schedules(Collection<ScheduleOf> keys) {
        var found = schedule.of(keys.stream().map(ScheduleOf::product).toList());
        return keys.stream().collect(Collectors.toMap(key -> key, key -> found.getOrDefault(key.product, List.of())));
    }

    private Map<ReviewOf, ProductReview> reviews(Collection<ReviewOf> keys) {
        var found = new HashMap<ReviewOf, ProductReview>();
        reviews.of(keys.stream().map(ReviewOf::product).toList())
                .forEach((product, review) -> found.put(new ReviewOf(product), review));
        return found;
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
