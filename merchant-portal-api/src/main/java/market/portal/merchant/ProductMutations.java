package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.List;
import market.catalog.ForbiddenClaims;
import market.catalog.Products;
import market.catalog.SetProduct;
import market.catalog.SetProductOutcome;
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
        var reading = new ProductReading(call, taxonomy.productType(input.text("kindCode")));
        var product = reading.read();
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

    private static Payload conflict(int version, Call call) {
        return Payload.refused(MerchantUserError.of(
                        MerchantErrorCode.VERSION_CONFLICT, call, call.input().pathOf("expectedVersion"))
                .withVersion(version));
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
