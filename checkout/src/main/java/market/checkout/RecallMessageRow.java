package market.checkout;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "recall_message", schema = "checkout")
record RecallMessageRow(
        @Id UUID id,
        UUID recallId,
        UUID orderId,
        String orderNumber,
        OrderState orderState,
        long units,
        boolean isCertain,
        String textZh,
        String textEn,
        Instant createdAt,
        @Nullable Instant sentAt,
        String phone) {

    RecallMessage toMessage() {
        return new RecallMessage(
                id,
                recallId,
                new OrderId(orderId),
                orderNumber,
                orderState,
                units,
                isCertain,
                new LocalizedText(textZh, textEn),
                createdAt,
                sentAt);
    }
}
