package market.portal.merchant;

import jakarta.inject.Singleton;
import market.catalog.Pavilions;
import market.catalog.ProductStatus;
import market.catalog.Products;
import market.graphql.Call;
import market.graphql.Payload;

/** A curator chooses what the own pavilion shows. */
@Singleton
class PavilionMutations {

    private static final int POSITION_MAX = 1_000_000;

    private final Pavilions pavilions;
    private final Products products;

    PavilionMutations(Pavilions pavilions, Products products) {
        this.pavilions = pavilions;
        this.products = products;
    }

    Payload set(Call call) {
        var input = call.input();
        var position = input.integer("position");
        if (position < 0 || position > POSITION_MAX) {
            return refused(MerchantErrorCode.INVALID, call, "position");
        }
        var pavilion = CuratedPavilion.own(pavilions, call);
        var product = products.findByHandle(input.text("productHandle"));
        // A draft is its merchant's secret: to anybody else there is no such product.
        if (pavilion.isEmpty() || product.isEmpty() || product.get().status() == ProductStatus.DRAFT) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "productHandle");
        }
        if (product.get().status() != ProductStatus.LISTED) {
            return refused(MerchantErrorCode.INVALID_STATE, call, "productHandle");
        }
        pavilions.list(pavilion.get(), product.get(), position);
        return Payload.of(new PavilionListing(pavilion.get().id(), product.get()));
    }

    Payload remove(Call call) {
        var pavilion = CuratedPavilion.own(pavilions, call);
        var product = products.findByHandle(call.input().text("productHandle"));
        if (pavilion.isEmpty() || product.isEmpty() || !pavilions.unlist(pavilion.get(), product.get())) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "productHandle");
        }
        return Payload.of(product.get().handle());
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
