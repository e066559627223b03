package market.cart;

import market.catalog.BundleId;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Adds bundles to a cart, whole or not at all; a bundle that is there already gets the sum.
 *
 * @param found the pavilion in it counts for those goods that it lists
 */
public record AddCartBundle(
        CartId cart,
        Actor actor,
        BundleId bundle,
        long quantity,
        CartLine.@Nullable Found found,
        String idempotencyKey) {}
