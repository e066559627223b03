package market.portal.merchant;

import java.util.UUID;
import market.catalog.Product;
import market.kernel.GlobalId;

/** A product as a curator may see it: what shoppers see, and whether they do. */
record PavilionListing(UUID pavilion, Product product) {

    String id() {
        return GlobalId.of("lst", new GlobalId.Pair(pavilion, product.id().value()));
    }

    String productId() {
        return GlobalId.of("prd", product.id());
    }

    String productHandle() {
        return product.handle();
    }
}
