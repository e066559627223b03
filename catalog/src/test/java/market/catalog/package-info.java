/** What a product may say of itself and what it costs. */
@NullMarked
package market.catalog;

import org.jspecify.annotations.NullMarked;
