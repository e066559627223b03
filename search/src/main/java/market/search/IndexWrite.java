package market.search;

import market.catalog.ProductId;

/** One change of the index. A write whose version is not above the stored one is late and has no effect. */
public sealed interface IndexWrite {

    ProductId product();

    long version();

    record Put(Listing listing, long version) implements IndexWrite {
        @Override
        public ProductId product() {
            return listing.product().id();
        }
    }

    /** Nothing but prices, stock and sales; a document that is not there yet stays away, and is then wanted whole. */
    record Offer(Listing listing, long version) implements IndexWrite {
        @Override
        public ProductId product() {
            return listing.product().id();
        }
    }

    record Remove(ProductId product, long version) implements IndexWrite {}
}
