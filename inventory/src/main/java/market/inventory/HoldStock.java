package market.inventory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import market.catalog.DeliveryKind;
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
     * @param delivery how they reach the buyer
     * @param share of which flash sale; null: whatever can be had now
     */
    public record Line(
            VariantId variant,
            MerchantId merchant,
            long quantity,
            DeliveryKind delivery,
            @Nullable Share share) {

        public Line(VariantId variant, MerchantId merchant, long quantity, DeliveryKind delivery) {
            this(variant, merchant, quantity, delivery, null);
        }

        public Line(VariantId variant, MerchantId merchant, long quantity) {
            this(variant, merchant, quantity, DeliveryKind.PARCEL);
        }
    }

    /**
     * That goods come out of a flash sale.
     *
     * @param step whose stock the sale set aside
     * @param most pieces of that stock that the buyer may hold of the sale; 0: as many as before
     */
    public record Share(FlashSaleId sale, UnitStep step, long most) {

        /** The sale that a line was held out of before; null when it was none. */
        public static @Nullable Share of(Collection<Allocation> held) {
            for (var each : held) {
                var sale = FlashSale.ofChannel(each.channel());
                if (sale.isPresent()) {
                    var step = each.step();
                    return new Share(sale.get(), step == null ? UnitStep.own(each.variant()) : step, 0);
                }
            }
            return null;
        }

        String channel() {
            return FlashSale.channel(sale);
        }
    }
}
