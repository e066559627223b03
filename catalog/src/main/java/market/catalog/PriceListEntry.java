package market.catalog;

import java.util.List;

/** What a list says of a variant, in the order in which it holds. */
public record PriceListEntry(PriceListId list, VariantId variant, List<ListedPrice.Version> versions) {

    public PriceListEntry {
        versions = List.copyOf(versions);
    }
}
