package market.checkout.graphql;

import jakarta.inject.Singleton;
import java.util.List;
import market.checkout.MerchantOrderCompleted;
import market.checkout.MerchantOrderShipped;
import market.checkout.OrderCancelled;
import market.checkout.OrderId;
import market.checkout.OrderPaid;
import market.checkout.OrderRefunded;
import market.checkout.VoucherRedeemed;
import market.graphql.LiveTopics;
import market.kernel.DomainEvent;
import market.kernel.GlobalId;
import market.kernel.OutboxWatcher;

/** Tells this copy's subscribers that an order changed; they read for themselves how. */
@Singleton
class OrderNews implements OutboxWatcher {

    private final LiveTopics topics;

    OrderNews(LiveTopics topics) {
        this.topics = topics;
    }

    static String topic(OrderId order) {
        return GlobalId.of("ord", order);
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(
                OrderPaid.class,
                OrderCancelled.class,
                MerchantOrderShipped.class,
                MerchantOrderCompleted.class,
                VoucherRedeemed.class,
                OrderRefunded.class);
    }

    @Override
    public void on(DomainEvent event) {
        topics.tell(topic(
                switch (event) {
                    case OrderPaid paid -> paid.order();
                    case OrderCancelled cancelled -> cancelled.order();
                    case MerchantOrderShipped shipped -> shipped.order();
                    case MerchantOrderCompleted completed -> completed.order();
                    case VoucherRedeemed redeemed -> redeemed.order();
                    case OrderRefunded refunded -> refunded.order();
                    default -> throw new IllegalArgumentException("Not watched: " + event);
                }));
    }
}
