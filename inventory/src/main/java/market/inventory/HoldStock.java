package market.inventory;

import java.time.Duration;
import java.util.List;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Promises goods to a buyer for a while.
 *
 * @param buyer whoever the cap on concurrent holds counts for: a shopper, or the cart of a guest
 * @param lines of any merchants; several of one variant are added up
 * @param destination where they go; null while that is not known
 */
public record HoldStock(
        ReservationId id,
        String buyer,
        List<Line> lines,
        Duration ttl,
        @Nullable Destination destination) {

    public HoldStock {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.stream().anyMatch(line -> line.quantity() <= 0)) {
            throw new IllegalArgumentException("A hold is for at least one piece of each line: " + lines);
        }
    }

    public HoldStock(ReservationId id, String buyer, List<Line> lines, Duration ttl) {
        this(id, buyer, lines, ttl, null);
    }

    /**
     * So many pieces of a variant, which {@code merchant} sells.
     *
     * @param isColdChain they must not get warm
     */
    public record Line(VariantId variant, MerchantId merchant, long quantity, boolean isColdChain) {

        public Line(VariantId variant, MerchantId merchant, long quantity) {
            this(variant, merchant, quantity, false);
        }
    }
}
