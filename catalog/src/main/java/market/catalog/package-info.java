/**
 * What is sold: categories, product types with typed attributes, products with their variants and prices, certificates,
 * batches with their trace, pavilions. Doors: {@link market.catalog.Taxonomy}, {@link market.catalog.Products}, {@link
 * market.catalog.Certificates}, {@link market.catalog.Batches}, {@link market.catalog.Pavilions}. Tables: schema {@code
 * catalog}. Says: {@link market.catalog.ProductChanged}.
 */
@NullMarked
package market.catalog;

import org.jspecify.annotations.NullMarked;
