package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Outbox;

/** Where merchants keep their goods, and how they want them to reach buyers. */
@Singleton
public class Locations {

    static final int LIST_MAX = 1_000;

    private final LocationRepository repository;
    private final StockBook book;
    private final Outbox outbox;
    private final Ids ids;

    Locations(LocationRepository repository, StockBook book, Outbox outbox, Ids ids) {
        this.repository = repository;
        this.book = book;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Makes a place or renews it, found by the merchant's code. */
    @Transactional
    public LocationId upsert(MerchantId merchant, String code, LocalizedText name, String regionCode) {
        repository.upsert(new LocationRow(
                ids.next(),
                merchant.value(),
                code,
                name.zh(),
                name.en(),
                regionCode,
                LocationKind.WAREHOUSE,
                false,
                true,
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
                command.isActive());
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

    public StockSettings settings(MerchantId merchant) {
        return repository.settings(merchant.value()).map(SettingRow::toSettings).orElse(StockSettings.DEFAULTS);
    }

    @Transactional
    public void setSettings(MerchantId merchant, StockSettings settings) {
        repository.writeSettings(merchant.value(), settings.maySplit(), settings.saleMarginDays());
        outbox.append(new LocationsChanged(merchant));
    }
}
