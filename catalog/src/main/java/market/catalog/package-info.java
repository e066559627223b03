/**
 * What is sold: categories, product types with typed attributes, products with their variants and prices, certificates,
 * batches with their trace and recalls, gates that goods must pass, reviews by the operator, pavilions. Doors: {@link market.catalog.Taxonomy}, {@link market.catalog.Products}, {@link
 * market.catalog.ProductEdits}, {@link market.catalog.ProductVersions}, {@link market.catalog.Certificates}, {@link market.catalog.CertificateQuotas}, {@link market.catalog.Batches}, {@link market.catalog.BatchRecalls}, {@link market.catalog.ListingGates}, {@link
 * market.catalog.ProductReviews}, {@link market.catalog.ReviewRules}, {@link market.catalog.ScheduledStatuses}, {@link market.catalog.ForbiddenClaims}, {@link
 * market.catalog.Pavilions}, {@link market.catalog.PavilionAdmissions}, {@link market.catalog.PriceLists}. Tables: schema {@code catalog}. Says: {@link market.catalog.ProductChanged}, {@link
 * market.catalog.ListingGateChanged}, {@link market.catalog.BatchRecalled}.
 */
@NullMarked
package market.catalog;

import org.jspecify.annotations.NullMarked;
