package market.cart;

import java.util.List;
import java.util.Optional;
import market.catalog.VariantId;
import market.kernel.Actor;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * A cart as it is stored, without prices.
 *
 * @param owner null while it is a guest's
 * @param version grows by one with every change
 * @param applied the latest requests that changed it, so that a retry changes nothing
 */
public record Cart(
        CartId id, @Nullable ShopperId owner, int version, List<CartLine> lines, List<AppliedRequest> applied) {

    public static final int LINES_MAX = 200;
    public static final long QUANTITY_MAX = 9_999;

    /** A request by its idempotency key and the hash of its input. */
    public record AppliedRequest(String key, String inputHash) {}

    public Cart {
        lines = List.copyOf(lines);
        applied = List.copyOf(applied);
    }

    /** A guest's cart is open to whoever knows its id; an owned one to its shopper only. */
    public boolean isOpenTo(Actor actor) {
        return owner == null
                || (actor instanceof Actor.Shopper shopper && shopper.id().equals(owner));
    }

    public Optional<CartLine> line(CartLineId lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    public Optional<CartLine> lineOf(VariantId variant) {
        return lines.stream().filter(line -> line.variant().equals(variant)).findFirst();
    }
}
