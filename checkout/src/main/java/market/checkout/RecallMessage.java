package market.checkout;

import java.time.Instant;
import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * An order that a recall concerns.
 *
 * @param units pieces of the batch that the order was given; 0 where nobody knows
 * @param isCertain false where the order's goods were not kept by batch, so that they may be of another one
 * @param sentAt when its buyer was told; null before
 */
public record RecallMessage(
        UUID id,
        UUID recall,
        OrderId order,
        String orderNumber,
        OrderState orderState,
        long units,
        boolean isCertain,
        LocalizedText text,
        Instant createdAt,
        @Nullable Instant sentAt) {}
