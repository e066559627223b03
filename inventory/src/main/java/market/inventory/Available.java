package market.inventory;

import java.util.Map;
import market.catalog.VariantId;

/** What can be bought of a product's variants, as a page shows it; one left out has nothing. */
public record Available(Map<VariantId, Long> byVariant) {

    public static final Available NOTHING = new Available(Map.of());
}
