package market.settlement;

import java.time.Instant;
import market.checkout.MerchantOrderId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** One merchant's part of one paid order. */
public record StatementLine(
        MerchantOrderId merchantOrder,
        String orderNumber,
        Money gross,
        Money refunded,
        Money commission,
        Money villageShare,
        Money pavilionFee,
        Money net,
        Instant paidAt,
        @Nullable Instant completedAt) {}
