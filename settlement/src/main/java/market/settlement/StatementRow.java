package market.settlement;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Money;

@MappedEntity(value = "statement", schema = "settlement")
record StatementRow(
        @Id UUID id,
        UUID merchantId,
        LocalDate periodStart,
        int orderCount,
        long grossMinor,
        long refundedMinor,
        long commissionMinor,
        long villageMinor,
        long pavilionMinor,
        long dueMinor,
        String currency) {

    Statement toStatement() {
        var money = Currency.getInstance(currency);
        return new Statement(
                id,
                new MerchantId(merchantId),
                periodStart,
                periodStart.plusMonths(1).minusDays(1),
                orderCount,
                new Money(grossMinor, money),
                new Money(refundedMinor, money),
                new Money(commissionMinor, money),
                new Money(villageMinor, money),
                new Money(pavilionMinor, money),
                new Money(grossMinor - refundedMinor - commissionMinor - villageMinor - pavilionMinor, money),
                new Money(dueMinor, money));
    }
}
