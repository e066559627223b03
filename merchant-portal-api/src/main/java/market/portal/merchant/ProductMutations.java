package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.List;
import market.catalog.ForbiddenClaims;
import market.catalog.ProductId;
import market.catalog.ProductStatus;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.SetProduct;
import market.catalog.SetProductOutcome;
import market.catalog.SetStatus;
import market.catalog.SetStatusOutcome;
import market.catalog.Taxonomy;
import market.graphql.Call;
import market.graphql.Payload;
import market.merchants.Regions;

/** Merchants write their products: arguments to commands, outcomes to payloads. */
@Singleton
class ProductMutations {

    private final Products products;
    private final Taxonomy taxonomy;
    private final Regions regions;
    private final ForbiddenClaims claims;

    ProductMutations(Products products, Taxonomy taxonomy, Regions regions, ForbiddenClaims claims) {
        this.claims = claims;
        this.products = products;
        this.taxonomy = taxonomy;
        this.regions = regions;
    }

    Payload set(Call call) {
        var input = call.input();
        var reading = new ProductReading(call);
        var category = taxonomy.productType(input.text("kindCode"))
                .map(ProductType::categoryCode)
                .orElse("");
        var product = reading.read(category);
        if (!reading.errors().isEmpty()) {
            return Payload.refused(reading.errors());
        }
        if (regions.findAll(List.of(product.originCode())).isEmpty()) {
            return refused(MerchantErrorCode.INVALID, call, "originCode");
        }
        return switch (products.set(new SetProduct(
                product, input.integer("expectedVersion"), call.merchantUser().credential()))) {
            case SetProductOutcome.Set set ->
                Payload.of(set.product(), TextWarning.of(set.product(), reading.rich(), claims, call));
            case SetProductOutcome.VersionConflict conflict -> conflict(conflict.currentVersion(), call);
            case SetProductOutcome.Invalid invalid ->
                Payload.refused(invalid.faults().stream()
                        .map(fault -> MerchantUserError.of(code(fault.field()), call, reading.pathOf(fault))
                                .because(fault.reason(call.language())))
                        .distinct()
                        .toList());
        };
    }

    private static MerchantErrorCode code(String field) {
        return switch (field) {
            case "handle", "sku" -> MerchantErrorCode.DUPLICATE;
            case "variants" -> MerchantErrorCode.LIMIT_EXCEEDED;
            default -> MerchantErrorCode.INVALID;
        };
    }

    Payload setStatus(Call call) {
        var input = call.input();
        var outcome = input.id("productId", "prd")
                .map(id -> products.setStatus(new SetStatus(
                        call.merchantUser().merchant(),
                        new ProductId(id),
                        input.choice("status", ProductStatus.class),
                        input.integer("expectedVersion"))))
                .orElseGet(SetStatusOutcome.NotFound::new);
        return switch (outcome) {
            case SetStatusOutcome.Set set -> Payload.of(set.product());
            case SetStatusOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "productId");
            case SetStatusOutcome.VersionConflict conflict -> conflict(conflict.currentVersion(), call);
            case SetStatusOutcome.Barred barred ->
                Payload.refused(barred.bars().stream()
                        .map(bar -> MerchantUserError.of(MerchantErrorCode.GATE_CLOSED, call, input.pathOf("status"))
                                .because(bar.reason().in(call.language())))
                        .toList());
            case SetStatusOutcome.NothingToSell _ -> refused(MerchantErrorCode.INVALID_STATE, call, "status");
        };
    }

    private static Payload conflict(int version, Call call) {
        return Payload.refused(MerchantUserError.of(
                        MerchantErrorCode.VERSION_CONFLICT, call, call.input().pathOf("expectedVersion"))
                .withVersion(version));
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
