package market.checkout;

import market.kernel.DomainEvent;
import market.kernel.MerchantId;

/** The buyer used the right to a piece. */
public record VoucherRedeemed(OrderId order, VoucherId voucher, MerchantId merchant) implements DomainEvent {

    @Override
    public String aggregateId() {
        return order.value().toString();
    }
}
