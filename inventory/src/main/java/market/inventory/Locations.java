package market.inventory;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.ProductId;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Outbox;

/** Where merchants keep their goods, and how they want them to reach buyers. */
@Singleton
public class Locations {

    static final int LIST_MAX = 1_000;

    private final LocationRepository repository;
    private final Routing routing;
    private final StockBook book;
    private final Outbox outbox;
    private final Ids ids;

    Locations(LocationRepository repository, Routing routing, StockBook book, Outbox outbox, Ids ids) {
        this.repository = repository;
        this.routing = routing;
        this.book = book;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Makes a place or renews it, found by the merchant's code. */
    @Transactional
    public LocationId upsert(
            MerchantId merchant, String code, LocalizedText name, String regionCode, LocationKind kind) {
        repository.upsert(new LocationRow(
                ids.next(),
                merchant.value(),
                code,
                name.zh(),
                name.en(),
                regionCode,
                kind,
                false,
                true,
                "[]",
                null,
                null));
        outbox.append(new LocationsChanged(merchant));
        return ofMerchant(merchant).stream()
                .filter(location -> location.code().equals(code))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Makes a place or changes everything about it. */
    @Transactional
    public SetLocationOutcome set(SetLocation command) {
        book.takeTurn(command.merchant());
        var all = ofMerchant(command.merchant());
        var id = command.id();
        if (id != null && all.stream().noneMatch(location -> location.id().equals(id))) {
            return new SetLocationOutcome.NotFound();
        }
        if (id == null && all.size() >= LIST_MAX) {
            return new SetLocationOutcome.TooMany(LIST_MAX);
        }
        if (all.stream()
                .anyMatch(location ->
                        location.code().equals(command.code()) && !location.id().equals(id))) {
            return new SetLocationOutcome.CodeTaken();
        }
        if (id != null && !command.isActive() && repository.hasStock(id.value())) {
            return new SetLocationOutcome.HasStock();
        }
        var location = new Location(
                id == null ? new LocationId(ids.next()) : id,
                command.merchant(),
                command.code(),
                command.name(),
                command.regionCode(),
                command.kind(),
                command.isColdChain(),
                command.isActive(),
                command.deliversTo());
        repository.write(LocationRow.of(location));
        outbox.append(new LocationsChanged(command.merchant()));
        return new SetLocationOutcome.Done(location);
    }

    /** All places of a merchant in the order of their codes, at most a thousand. */
    public List<Location> ofMerchant(MerchantId merchant) {
        return repository.ofMerchant(merchant.value(), LIST_MAX).stream()
                .map(LocationRow::toLocation)
                .toList();
    }

    /** To where products are sent from where they are kept; one that is kept nowhere is left out. */
    public Map<ProductId, DeliveryArea> deliveryAreas(Collection<ProductId> products) {
        if (products.isEmpty()) {
            return Map.of();
        }
        return repository.deliveries(products.stream().map(ProductId::value).toList()).stream()
                .collect(Collectors.toMap(
                        row -> new ProductId(row.productId()),
                        row -> DeliveryArea.of(Json.read(row.deliversTo(), new TypeReference<List<String>>() {})),
                        DeliveryArea::and));
    }

    /** Where merchants serve buyers from, from this copy's memory. */
    public Map<MerchantId, List<Location>> recallOpen(Collection<MerchantId> merchants) {
        var open = new HashMap<MerchantId, List<Location>>();
        routing.recall(merchants)
                .forEach((merchant, places) -> open.put(
                        merchant,
                        places.all().stream().filter(Location::isActive).toList()));
        return open;
    }

    /** Those where buyers may come; merchants without such places are left out. */
    public Map<MerchantId, List<Location>> recallShops(Collection<MerchantId> merchants) {
        var shops = new HashMap<MerchantId, List<Location>>();
        recallOpen(merchants).forEach((merchant, places) -> {
            var open = places.stream()
                    .filter(place -> place.kind() == LocationKind.SHOP)
                    .toList();
            if (!open.isEmpty()) {
                shops.put(merchant, open);
            }
        });
        return shops;
    }

    public StockSettings settings(MerchantId merchant) {
        return repository.settings(merchant.value()).map(SettingRow::toSettings).orElse(StockSettings.DEFAULTS);
    }

    @Transactional
    public void setSettings(MerchantId merchant, StockSettings settings) {
        repository.writeSettings(merchant.value(), settings.maySplit(), settings.saleMarginDays());
        outbox.append(new LocationsChanged(merchant));
    }
}
