package market.checkout;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The buyer has a part in hand: it is completed, and the order with its last part. */
@Singleton
class ReceiptHandler {

    private final OrderReader reader;
    private final PartCompletion completion;
    private final VoucherRepository vouchers;
    private final Clock clock;

    ReceiptHandler(OrderReader reader, PartCompletion completion, VoucherRepository vouchers, Clock clock) {
        this.reader = reader;
        this.completion = completion;
        this.vouchers = vouchers;
        this.clock = clock;
    }

    /** Vouchers are received by redeeming them. */
    private boolean isToBeRedeemed(MerchantOrder part) {
        return part.isAllVouchers() && vouchers.areLive(part.id().value());
    }

    @Transactional
    ConfirmReceiptOutcome handle(Order order, MerchantOrderId id) {
        var part = order.parts().stream().filter(each -> each.id().equals(id)).findFirst();
        if (part.isEmpty()) {
            return new ConfirmReceiptOutcome.NotFound();
        }
        if (isToBeRedeemed(part.get())) {
            return new ConfirmReceiptOutcome.InvalidState(part.get().state());
        }
        if (!completion.complete(order.id(), id, part.get().merchant(), clock.instant())
                && part.get().state() != MerchantOrderState.COMPLETED) {
            return new ConfirmReceiptOutcome.InvalidState(part.get().state());
        }
        return new ConfirmReceiptOutcome.Confirmed(
                reader.orders(List.of(order.id().value())).getFirst());
    }
}
