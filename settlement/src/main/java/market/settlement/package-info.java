/**
 * Whose money it is: a double-entry ledger of what the payment provider did, divided into the merchants' shares, the
 * platform's commission, the shares of villages and of pavilions, and the merchants' monthly statements. Doors: {@link
 * market.settlement.Statements}, {@link market.settlement.Ledger}, {@link market.settlement.VillageShares}, {@link
 * market.settlement.PavilionFees}. Tables: schema
 * {@code settlement}. Listens to {@code OrderPaid} and {@code MerchantOrderCompleted}.
 */
@NullMarked
package market.settlement;

import org.jspecify.annotations.NullMarked;
