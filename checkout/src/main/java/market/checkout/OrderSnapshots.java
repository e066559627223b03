package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import market.inventory.CommitOutcome.PickedLot;
import market.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** Builds an order as a copy of its checkout. */
@Singleton
class OrderSnapshots {

    private final Ids ids;
    private final Clock clock;
    private final Duration payWithin;

    OrderSnapshots(Ids ids, Clock clock, @Value("${market.checkout.pay-within:30m}") Duration payWithin) {
        this.ids = ids;
        this.clock = clock;
        this.payWithin = payWithin;
    }

    OrderId nextId() {
        return new OrderId(ids.secret());
    }

    /** As the order was promised its goods. */
    Order of(Checkout checkout, OrderId order, String number, List<PickedLot> lots) {
        var delivery = Objects.requireNonNull(checkout.delivery());
        var now = clock.instant();
        var shares = new OrderSource.Shares(lots);
        var parts = new ArrayList<MerchantOrder>();
        for (var part : checkout.parts()) {
            var own = number + "-" + (parts.size() + 1);
            parts.add(
                    part(part, order, own, delivery.address(), checkout.quote().note(), now, shares));
        }
        return new Order(
                order,
                number,
                checkout.shopper(),
                OrderState.PENDING_PAYMENT,
                checkout.total(),
                delivery.address(),
                now.plus(payWithin),
                now,
                null,
                parts,
                1,
                false);
    }

    private MerchantOrder part(
            Checkout.Part part,
            OrderId order,
            String number,
            Address address,
            @Nullable String note,
            Instant now,
            OrderSource.Shares shares) {
        return new MerchantOrder(
                new MerchantOrderId(ids.next()),
                order,
                part.merchant(),
                number,
                MerchantOrderState.PENDING_PAYMENT,
                part.chosen().code(),
                part.pickUpPlace(),
                address,
                part.goods(),
                part.chosen().price(),
                part.lines().stream().map(line -> line(line, shares)).toList(),
                List.of(),
                note,
                now,
                now,
                1);
    }

    private OrderLine line(QuoteLine line, OrderSource.Shares shares) {
        return new OrderLine(
                ids.next(),
                line.product(),
                line.variant(),
                line.sku(),
                line.title(),
                line.originCode(),
                line.categoryCode(),
                line.commissionRate(),
                line.voucherDays(),
                line.shipsFrom(),
                line.quantity(),
                line.price().unitPrice(),
                line.price().total(),
                line.price().trace(),
                line.found(),
                line.pavilionFeeRate(),
                line.note(),
                line.allocations().stream().map(shares::take).toList(),
                line.keptBundle());
    }
}
