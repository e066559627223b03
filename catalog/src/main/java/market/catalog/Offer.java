package market.catalog;

/** A variant with its product (which here holds this variant only), as carts and checkouts need it. */
public record Offer(Product product, Variant variant) {}
