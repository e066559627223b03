package market.cart;

import java.util.List;
import market.catalog.VariantId;
import market.kernel.Actor;

/**
 * Opens a cart with first lines.
 *
 * @param requestScope whoever the idempotency key is unique for
 */
public record CreateCart(Actor actor, List<NewLine> lines, String requestScope, String idempotencyKey) {

    public CreateCart {
        lines = List.copyOf(lines);
    }

    /** What is put into a cart. */
    public record NewLine(VariantId variant, long quantity) {}
}
