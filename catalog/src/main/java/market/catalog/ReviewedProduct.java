package market.catalog;

/** A product with what the operator found about it. */
public record ReviewedProduct(Product product, ProductReview review) {}
