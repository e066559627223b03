package market.settlement;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import market.checkout.MerchantOrderId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

@Introspected
record StatementLineRow(
        UUID merchantOrderId,
        String orderNumber,
        long grossMinor,
        long commissionMinor,
        long villageMinor,
        long pavilionMinor,
        long refundedMinor,
        long commissionReturnedMinor,
        long villageReturnedMinor,
        long pavilionReturnedMinor,
        String currency,
        Instant paidAt,
        @Nullable Instant completedAt) {

    Money net() {
        var kept = grossMinor - refundedMinor;
        var shared = commissionMinor
                - commissionReturnedMinor
                + villageMinor
                - villageReturnedMinor
                + pavilionMinor
                - pavilionReturnedMinor;
        return new Money(kept - shared, Currency.getInstance(currency));
    }

    StatementLine toLine() {
        var money = Currency.getInstance(currency);
        return new StatementLine(
                new MerchantOrderId(merchantOrderId),
                orderNumber,
                new Money(grossMinor, money),
                new Money(refundedMinor, money),
                new Money(commissionMinor - commissionReturnedMinor, money),
                new Money(villageMinor - villageReturnedMinor, money),
                new Money(pavilionMinor - pavilionReturnedMinor, money),
                net(),
                paidAt,
                completedAt);
    }
}
