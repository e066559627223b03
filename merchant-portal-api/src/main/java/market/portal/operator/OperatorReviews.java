package market.portal.operator;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.ForbiddenClaims;
import market.catalog.ForbiddenClaims.Claim;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.ProductReviews;
import market.catalog.ProductStatus;
import market.catalog.Products;
import market.catalog.ReviewRule;
import market.catalog.ReviewRules;
import market.catalog.ReviewedProduct;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.merchants.Merchants;
import market.portal.AttributeValue;
import market.portal.PageStart;
import market.portal.Scopes;
import market.portal.TextInLanguage;

/** Goods that the operator looks at before they are on sale, which goods those are, and words that texts should not hold. */
@Singleton
class OperatorReviews implements Resolvers {

    private static final String SCOPE = "catalog.read";
    private static final String ORDER = "product-reviews";
    private static final String TYPE = "ProductReview";
    private static final int PICTURE_WIDTH = 1280;

    /** Loads the words that the texts of a product should not hold. */
    private record ClaimsIn(Product product) {}

    private final ProductReviews reviews;
    private final ReviewRules rules;
    private final ForbiddenClaims claims;
    private final Merchants merchants;
    private final ReviewMutations mutations;

    OperatorReviews(
            ProductReviews reviews,
            ReviewRules rules,
            ForbiddenClaims claims,
            Merchants merchants,
            ReviewMutations mutations) {
        this.reviews = reviews;
        this.rules = rules;
        this.claims = claims;
        this.merchants = merchants;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("productReviews", this::page)
                .query("reviewRules", _ -> rules.list())
                .query("forbiddenClaims", _ -> claims.list())
                .mutation("productReviewDecide", mutations::decide)
                .payload("ProductReviewDecidePayload", "review")
                .mutation("reviewRuleSet", mutations::setRule)
                .payload("ReviewRuleSetPayload", "reviewRule")
                .mutation("reviewRuleRemove", mutations::removeRule)
                .payload("ReviewRuleRemovePayload", "reviewRule")
                .mutation("forbiddenClaimSet", mutations::setClaim)
                .payload("ForbiddenClaimSetPayload", "forbiddenClaim")
                .mutation("forbiddenClaimRemove", mutations::removeClaim)
                .payload("ForbiddenClaimRemovePayload", "word")
                .connection("ProductReviewConnection", "ProductReviewEdge")
                .node("prv", this::find)
                .loader(ClaimsIn.class, this::claims)
                .type("LocalizedText", TextInLanguage.class)
                .type("AttributeValue", AttributeValue.class)
                .field(
                        "ForbiddenClaim",
                        Claim.class,
                        "reason",
                        (claim, call) -> claim.reason().in(call.language()))
                .field(
                        "ReviewRule",
                        ReviewRule.class,
                        "merchant",
                        (rule, _) -> Optional.ofNullable(rule.merchant())
                                .flatMap(merchants::find)
                                .orElse(null));
        fields(wiring);
        texts(wiring);
    }

    private void fields(Wiring wiring) {
        wiring.field(TYPE, ReviewedProduct.class, "id", (reviewed, _) -> GlobalId.of("prv", id(reviewed)))
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "state",
                        (reviewed, _) -> reviewed.review().state())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "since",
                        (reviewed, _) -> reviewed.review().since())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "reason",
                        (reviewed, _) -> reviewed.review().reason())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "version",
                        (reviewed, _) -> reviewed.product().version())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "isListed",
                        (reviewed, _) -> reviewed.product().status() == ProductStatus.LISTED)
                .field(TYPE, ReviewedProduct.class, "productId", (reviewed, _) -> GlobalId.of("prd", id(reviewed)))
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "merchant",
                        (reviewed, _) ->
                                merchants.find(reviewed.product().merchant()).orElse(null))
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "forbiddenClaims",
                        (reviewed, call) -> call.load(new ClaimsIn(reviewed.product())));
    }

    private static void texts(Wiring wiring) {
        wiring.field(
                        TYPE,
                        ReviewedProduct.class,
                        "handle",
                        (reviewed, _) -> reviewed.product().handle())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "kindCode",
                        (reviewed, _) -> reviewed.product().productType())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "categoryCode",
                        (reviewed, _) -> reviewed.product().categoryCode())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "originCode",
                        (reviewed, _) -> reviewed.product().originCode())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "keywords",
                        (reviewed, _) -> reviewed.product().keywords())
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "titles",
                        (reviewed, _) -> TextInLanguage.of(reviewed.product().title()))
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "descriptions",
                        (reviewed, _) -> TextInLanguage.of(reviewed.product().description()))
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "descriptionsHtml",
                        (reviewed, _) -> TextInLanguage.ofAny(reviewed.product().descriptionHtml()))
                .field(
                        TYPE,
                        ReviewedProduct.class,
                        "attributes",
                        (reviewed, _) -> AttributeValue.of(reviewed.product().attributes()))
                .field(TYPE, ReviewedProduct.class, "pictures", (reviewed, _) -> pictures(reviewed.product()));
    }

    private static ProductId id(ReviewedProduct reviewed) {
        return reviewed.product().id();
    }

    private static List<String> pictures(Product product) {
        var shown = product.media().isEmpty()
                ? Stream.ofNullable(product.image())
                : product.media().stream()
                        .map(each -> each.media().atLeast(PICTURE_WIDTH).path());
        return shown.map(path -> "/images/" + path).toList();
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 2);
        return Connection.of(
                reviews.page(
                        after.map(values -> PageStart.instant(values.getFirst()))
                                .orElse(Instant.EPOCH),
                        after.map(values -> new ProductId(PageStart.uuid(values.get(1))))
                                .orElse(Products.FIRST),
                        paging.first()),
                paging,
                reviewed -> Cursor.of(
                        ORDER,
                        reviewed.review().since().toString(),
                        id(reviewed).value().toString()));
    }

    private Optional<ReviewedProduct> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return reviews.find(new ProductId(id));
    }

    private Map<ClaimsIn, List<Claim>> claims(Collection<ClaimsIn> keys) {
        var known = claims.list();
        return keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> known.stream()
                                .filter(claim ->
                                        claim.isIn(key.product.title()) || claim.isIn(key.product.description()))
                                .toList()));
    }
}
