package market.inventory;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.inventory.RoutingRule.Need;
import market.kernel.DomainEvent;
import market.kernel.Memories;
import market.kernel.Memory;
import market.kernel.MerchantId;
import market.kernel.OutboxWatcher;
import org.jspecify.annotations.Nullable;

/** Which places of a merchant serve a buyer; places are remembered, so that a hold costs no statement. */
@Singleton
class Routing implements OutboxWatcher {

    private static final int ENTRIES_MAX = 5_000;

    private record Places(List<Location> all, StockSettings settings) {

        boolean areAllOpen() {
            return all.stream().allMatch(Location::isActive);
        }

        boolean hasColdPlaces() {
            return all.stream().anyMatch(Location::isColdChain);
        }
    }

    /**
     * Where a line may come from.
     *
     * @param places best first; null: any, as it fits best
     */
    record Route(@Nullable List<Location> places, boolean maySplit, Need need) {

        private static final String ANY = "";
        private static final String WHOLE = "!";

        /** As the script of holds reads it: places in order, after a mark when one of them must have it all. */
        String asArgument() {
            var ids = places == null
                    ? ANY
                    : places.stream().map(place -> place.id().value().toString()).collect(Collectors.joining(","));
            // A list without places would mean any.
            return (maySplit ? ANY : WHOLE) + (places != null && places.isEmpty() ? "none" : ids);
        }

        @Nullable
        RoutingReason reason(LocationId chosen) {
            return places == null
                    ? null
                    : places.stream()
                            .filter(place -> place.id().equals(chosen))
                            .findFirst()
                            .map(place -> RoutingRule.reason(need, place))
                            .orElse(null);
        }
    }

    private final Memory<MerchantId, Places> places;
    private final LocationRepository repository;

    Routing(Memories memories, LocationRepository repository) {
        this.places = memories.ofAtMost(ENTRIES_MAX);
        this.repository = repository;
    }

    Route route(MerchantId merchant, @Nullable Destination destination, boolean isColdChain) {
        var known = places.recallAll(
                        List.of(merchant),
                        missing -> missing.stream()
                                .collect(Collectors.toMap(
                                        each -> each,
                                        this::read)))
                .get(merchant);
        if (known == null) {
            throw new IllegalStateException("Places are read for every merchant");
        }
        var need = new Need(
                destination == null ? null : destination.regionCode(),
                destination == null ? null : destination.pickUp().get(merchant),
                isColdChain,
                known.hasColdPlaces());
        var isAnyPlace = destination == null && known.areAllOpen() && !(isColdChain && known.hasColdPlaces());
        return new Route(
                isAnyPlace ? null : RoutingRule.route(need, known.all), known.settings.maySplit(), need);
    }

    private Places read(MerchantId merchant) {
        return new Places(
                repository.ofMerchant(merchant.value(), Locations.LIST_MAX).stream()
                        .map(LocationRow::toLocation)
                        .toList(),
                repository.settings(merchant.value()).map(SettingRow::toSettings).orElse(StockSettings.DEFAULTS));
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(LocationsChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        if (event instanceof LocationsChanged changed) {
            places.forget(changed.merchant());
        }
    }
}
