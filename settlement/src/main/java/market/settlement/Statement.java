package market.settlement;

import java.time.LocalDate;
import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Money;

/**
 * What one merchant sold in a month and what of it is the merchant's.
 *
 * @param gross goods and delivery that buyers paid
 * @param refunded what of it went back
 * @param commission as far as it did not go back with refunds; so with the shares of villages and pavilions
 * @param net gross less refunds, commission and the shares of villages and pavilions
 * @param due the part of the net whose goods were received
 */
public record Statement(
        UUID id,
        MerchantId merchant,
        LocalDate periodStart,
        LocalDate periodEnd,
        int orderCount,
        Money gross,
        Money refunded,
        Money commission,
        Money villageShare,
        Money pavilionFee,
        Money net,
        Money due) {}
