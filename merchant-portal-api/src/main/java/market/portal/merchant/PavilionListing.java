package market.portal.merchant;

import market.catalog.Product;
import market.kernel.GlobalId;

/** A product as a curator may see it: what shoppers see, and whether they do. */
record PavilionListing(Product product) {

    String productId() {
        return GlobalId.of("prd", product.id());
    }

    String productHandle() {
        return product.handle();
    }
}
