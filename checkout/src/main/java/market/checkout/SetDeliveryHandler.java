package market.checkout;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import market.inventory.Destination;
import market.inventory.LocationId;
import market.kernel.Json;
import market.kernel.MerchantId;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;

/** Sets where a checkout's parcels go and how. */
@Singleton
class SetDeliveryHandler {

    private final CheckoutRepository repository;
    private final Regions regions;
    private final HeldGoods held;

    SetDeliveryHandler(CheckoutRepository repository, Regions regions, HeldGoods held) {
        this.repository = repository;
        this.regions = regions;
        this.held = held;
    }

    CheckoutOutcome handle(Checkout checkout, SetDelivery command) {
        if (!held.canBeFinished(checkout)) {
            return new CheckoutOutcome.CheckoutExpired();
        }
        var path = regions.paths(List.of(command.regionCode())).getOrDefault(command.regionCode(), List.of());
        if (path.isEmpty() || path.getLast().level().compareTo(RegionLevel.COUNTY) < 0) {
            return new CheckoutOutcome.RegionUnknown(command.regionCode());
        }
        // What took the place of a former code.
        var region = path.getLast().code();
        var pickUp = new HashMap<MerchantId, LocationId>();
        for (var chosen : command.ways().entrySet()) {
            if (!isOffered(checkout, chosen.getKey(), chosen.getValue(), region, pickUp)) {
                return new CheckoutOutcome.DeliveryOptionUnknown(
                        chosen.getValue().option());
            }
        }
        if (checkout.version() != command.expectedVersion()) {
            return new CheckoutOutcome.VersionConflict(checkout.version());
        }
        var route = new Destination(region, pickUp);
        return switch (held.route(checkout, route)) {
            case HeldGoods.Routed routed -> store(checkout, command, choice(command, path, pickUp), routed.quote());
            case HeldGoods.Refused refused -> refused.outcome();
        };
    }

    private static DeliveryChoice choice(SetDelivery command, List<Region> path, Map<MerchantId, LocationId> pickUp) {
        var names = path.stream().map(Region::name).collect(Collectors.joining(" "));
        var options = new HashMap<UUID, String>();
        command.ways().forEach((merchant, way) -> options.put(merchant.value(), way.option()));
        var places = new HashMap<UUID, UUID>();
        pickUp.forEach((merchant, place) -> places.put(merchant.value(), place.value()));
        return new DeliveryChoice(
                new Address(command.name(), command.phone(), path.getLast().code(), names, command.line()),
                options,
                places);
    }

    private CheckoutOutcome store(Checkout checkout, SetDelivery command, DeliveryChoice choice, Quote quote) {
        var isStored = repository.setDelivery(
                        checkout.id().value(),
                        Json.write(choice),
                        Json.write(quote),
                        held.extend(checkout),
                        command.expectedVersion())
                == 1;
        return isStored
                ? new CheckoutOutcome.Done(
                        repository.findById(checkout.id().value()).orElseThrow().toCheckout())
                : new CheckoutOutcome.VersionConflict(checkout.version());
    }

    /** Whether a merchant offers this; where the goods are fetched, the place is added to {@code pickUp}. */
    private static boolean isOffered(
            Checkout checkout,
            MerchantId merchant,
            SetDelivery.Way way,
            String regionCode,
            Map<MerchantId, LocationId> pickUp) {
        if (!checkout.quote().byMerchant().containsKey(merchant)) {
            return false;
        }
        var option = checkout.quote().options(merchant, regionCode).stream()
                .filter(offered -> offered.code().equals(way.option()))
                .findFirst();
        var places = option.map(DeliveryOption::pickUpPlaces).orElse(List.of()).stream()
                .map(PickUpPlace::location)
                .filter(place -> way.pickUpPlace() == null || way.pickUpPlace().equals(place))
                .findFirst();
        places.ifPresent(place -> pickUp.put(merchant, place));
        return option.isPresent() && (places.isPresent() || way.pickUpPlace() == null);
    }
}
