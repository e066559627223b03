package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.catalog.ListedPriceJson.VersionJson;
import market.kernel.Json;

@MappedEntity(value = "price_list_entry", schema = "catalog")
record PriceEntryRow(UUID listId, @Id UUID variantId, String currency, String prices) {

    PriceListEntry toEntry() {
        var money = Currency.getInstance(currency);
        return new PriceListEntry(
                new PriceListId(listId),
                new VariantId(variantId),
                Json.read(prices, new TypeReference<List<VersionJson>>() {}).stream()
                        .map(version -> version.toVersion(money))
                        .sorted(Comparator.comparing(ListedPrice.Version::start))
                        .toList());
    }
}
