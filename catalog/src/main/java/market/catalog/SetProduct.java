package market.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merchant writes one of its products.
 *
 * @param expectedVersion 0 for a product that shall be new
 * @param by the session or key whose holder does it, if any
 */
public record SetProduct(
        UpsertProduct product,
        int expectedVersion,
        @Nullable UUID by) {

    public SetProduct(UpsertProduct product, int expectedVersion) {
        this(product, expectedVersion, null);
    }
}
