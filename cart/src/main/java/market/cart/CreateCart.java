package market.cart;

import java.util.List;
import market.catalog.VariantId;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Opens a cart with first lines.
 *
 * @param requestScope whoever the idempotency key is unique for
 */
public record CreateCart(
        Actor actor, Cart.Purpose purpose, List<NewLine> lines, String requestScope, String idempotencyKey) {

    public CreateCart {
        lines = List.copyOf(lines);
    }

    public CreateCart(Actor actor, List<NewLine> lines, String requestScope, String idempotencyKey) {
        this(actor, Cart.Purpose.SHOPPING, lines, requestScope, idempotencyKey);
    }

    /**
     * What is put into a cart.
     *
     * @param found the pavilion in it counts only if it lists the goods
     */
    public record NewLine(
            VariantId variant,
            long quantity,
            CartLine.@Nullable Found found,
            @Nullable String note) {

        public NewLine(VariantId variant, long quantity) {
            this(variant, quantity, null, null);
        }
    }
}
