package market.catalog;

import java.util.UUID;
import market.kernel.MerchantId;

/**
 * A merchant takes a price list back, with all its prices.
 *
 * @param by the session or key whose holder does it
 */
public record RemovePriceList(MerchantId merchant, UUID by, PriceListId list, int expectedVersion) {}
