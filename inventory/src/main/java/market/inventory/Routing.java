package market.inventory;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.DeliveryKind;
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

    /** A merchant's places and what it wants of them. */
    record Places(List<Location> all, StockSettings settings) {

        static final Places NONE = new Places(List.of(), StockSettings.DEFAULTS);

        private static Places of(@Nullable List<LocationRow> rows) {
            return rows == null
                    ? NONE
                    : new Places(
                            rows.stream().map(LocationRow::toLocation).toList(),
                            rows.getFirst().toSettings());
        }

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
                    : places.stream()
                            .map(place -> place.id().value().toString())
                            .collect(Collectors.joining(","));
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

    /** The places of merchants, read at once where they are not remembered. */
    Map<MerchantId, Places> recall(Collection<MerchantId> merchants) {
        return places.recallAll(merchants, this::read);
    }

    static Route route(MerchantId merchant, Places known, @Nullable Destination destination, DeliveryKind delivery) {
        var need = new Need(
                destination == null ? null : destination.regionCode(),
                destination == null ? null : destination.pickUp().get(merchant),
                delivery,
                known.hasColdPlaces());
        var isPicky = delivery == DeliveryKind.COLD_CHAIN && known.hasColdPlaces();
        var isAnyPlace = destination == null && known.areAllOpen() && !isPicky;
        return new Route(isAnyPlace ? null : RoutingRule.route(need, known.all), known.settings.maySplit(), need);
    }

    private Map<MerchantId, Places> read(Collection<MerchantId> merchants) {
        var rows = repository
                .ofMerchants(merchants.stream().map(MerchantId::value).toList())
                .stream()
                .collect(Collectors.groupingBy(LocationRow::merchantId));
        return merchants.stream()
                .collect(Collectors.toMap(merchant -> merchant, merchant -> Places.of(rows.get(merchant.value()))));
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
