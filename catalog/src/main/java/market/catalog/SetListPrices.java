package market.catalog;

import java.util.List;
import java.util.UUID;
import market.kernel.MerchantId;

/**
 * A merchant says what a price list says of variants, all or none.
 *
 * @param by the session or key whose holder does it
 */
public record SetListPrices(MerchantId merchant, UUID by, PriceListId list, List<Entry> rows, int expectedVersion) {

    public static final int ROWS_MAX = 250;

    /**
     * All that the list says of a variant from now on.
     *
     * @param versions none to take it out
     */
    public record Entry(VariantId variant, List<ListedPrice.Version> versions) {

        public Entry {
            versions = List.copyOf(versions);
        }
    }

    public SetListPrices {
        rows = List.copyOf(rows);
    }
}
