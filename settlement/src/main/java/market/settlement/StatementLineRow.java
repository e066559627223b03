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
        String currency,
        Instant paidAt,
        @Nullable Instant completedAt) {

    Money net() {
        return new Money(grossMinor - commissionMinor - villageMinor, Currency.getInstance(currency));
    }

    StatementLine toLine() {
        var money = Currency.getInstance(currency);
        return new StatementLine(
                new MerchantOrderId(merchantOrderId),
                orderNumber,
                new Money(grossMinor, money),
                new Money(commissionMinor, money),
                new Money(villageMinor, money),
                net(),
                paidAt,
                completedAt);
    }
}
