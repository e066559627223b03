package market.checkout;

import java.time.Instant;
import java.util.List;
import market.cart.CartId;
import market.inventory.Allocation;
import market.inventory.ReservationId;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/**
 * Frozen prices and held stock.
 *
 * @param expiresAt until when the stock is held; afterwards it is asked for once more
 */
public record Checkout(
        CheckoutId id,
        CartId cart,
        @Nullable ShopperId shopper,
        ReservationId reservation,
        CheckoutState state,
        Quote quote,
        @Nullable DeliveryChoice delivery,
        @Nullable OrderId order,
        Instant startedAt,
        Instant expiresAt,
        int version) {

    Checkout allocated(List<Allocation> allocations) {
        return new Checkout(
                id,
                cart,
                shopper,
                reservation,
                state,
                quote.withAllocations(allocations),
                delivery,
                order,
                startedAt,
                expiresAt,
                version);
    }

    /**
     * One merchant's part: its lines become one parcel.
     *
     * @param pickUpPlace where the buyer fetches them; null when they are sent, or nothing was chosen yet
     */
    public record Part(
            MerchantId merchant,
            List<QuoteLine> lines,
            Money goods,
            List<DeliveryOption> deliveryOptions,
            DeliveryOption chosen,
            @Nullable PickUpPlace pickUpPlace) {

        public Money total() {
            return goods.plus(chosen.price());
        }
    }

    public List<Part> parts() {
        return quote.byMerchant().entrySet().stream()
                .map(entry -> part(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** To pay: goods and delivery of all merchants. */
    public Money total() {
        var parts = parts();
        return Money.sum(
                parts.stream().map(Part::total).toList(),
                parts.getFirst().goods().currency());
    }

    private Part part(MerchantId merchant, List<QuoteLine> lines) {
        var address = delivery == null ? null : delivery.address().regionCode();
        var options = quote.options(merchant, address);
        var wanted = delivery == null ? null : delivery.optionByMerchant().get(merchant.value());
        var chosen = options.stream()
                .filter(option -> option.code().equals(wanted))
                .findFirst()
                .orElse(options.getFirst());
        var place = delivery == null ? null : delivery.pickUpByMerchant().get(merchant.value());
        return new Part(
                merchant,
                lines,
                Quote.total(lines),
                options,
                chosen,
                chosen.pickUpPlaces().stream()
                        .filter(each -> each.location().value().equals(place))
                        .findFirst()
                        .orElse(null));
    }
}
