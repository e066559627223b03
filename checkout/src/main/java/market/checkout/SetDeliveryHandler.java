package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import market.inventory.Destination;
import market.inventory.ExtendOutcome;
import market.inventory.LocationId;
import market.inventory.Reservations;
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
    private final Reservations reservations;
    private final Rerouting rerouting;
    private final Clock clock;
    private final Duration ttl;

    SetDeliveryHandler(
            CheckoutRepository repository,
            Regions regions,
            Reservations reservations,
            Rerouting rerouting,
            Clock clock,
            @Value("${market.checkout.hold:15m}") Duration ttl) {
        this.repository = repository;
        this.regions = regions;
        this.reservations = reservations;
        this.rerouting = rerouting;
        this.clock = clock;
        this.ttl = ttl;
    }

    CheckoutOutcome handle(Checkout checkout, SetDelivery command) {
        if (checkout.state() != CheckoutState.OPEN || !checkout.expiresAt().isAfter(clock.instant())) {
            return new CheckoutOutcome.CheckoutExpired();
        }
        var path = regions.paths(List.of(command.regionCode())).getOrDefault(command.regionCode(), List.of());
        if (path.isEmpty() || path.getLast().level().compareTo(RegionLevel.COUNTY) < 0) {
            return new CheckoutOutcome.RegionUnknown(command.regionCode());
        }
        var pickUp = new HashMap<MerchantId, LocationId>();
        for (var chosen : command.ways().entrySet()) {
            if (!isOffered(checkout, chosen.getKey(), chosen.getValue(), command.regionCode(), pickUp)) {
                return new CheckoutOutcome.DeliveryOptionUnknown(
                        chosen.getValue().option());
            }
        }
        if (checkout.version() != command.expectedVersion()) {
            return new CheckoutOutcome.VersionConflict(checkout.version());
        }
        return switch (rerouting.route(checkout, new Destination(command.regionCode(), pickUp))) {
            case Rerouting.Routed routed -> store(checkout, command, choice(command, path, pickUp), routed.quote());
            case Rerouting.Refused refused -> refused.outcome();
        };
    }

    private static DeliveryChoice choice(SetDelivery command, List<Region> path, Map<MerchantId, LocationId> pickUp) {
        var names = path.stream().map(Region::name).collect(Collectors.joining(" "));
        var options = new HashMap<UUID, String>();
        command.ways().forEach((merchant, way) -> options.put(merchant.value(), way.option()));
        var places = new HashMap<UUID, UUID>();
        pickUp.forEach((merchant, place) -> places.put(merchant.value(), place.value()));
        return new DeliveryChoice(
                new Address(command.name(), command.phone(), command.regionCode(), names, command.line()),
                options,
                places);
    }

    private CheckoutOutcome store(Checkout checkout, SetDelivery command, DeliveryChoice choice, Quote quote) {
        if (repository.setDelivery(
                        checkout.id().value(),
                        Json.write(choice),
                        Json.write(quote),
                        extended(checkout),
                        command.expectedVersion())
                == 0) {
            return new CheckoutOutcome.VersionConflict(checkout.version());
        }
        return new CheckoutOutcome.Done(
                repository.findById(checkout.id().value()).orElseThrow().toCheckout());
    }

    /** Whoever chooses an address means to buy. A hold that is gone decides nothing: stock is asked for when placing. */
    private Instant extended(Checkout checkout) {
        return switch (reservations.extend(
                checkout.reservation(), checkout.quote().byMerchant().keySet(), ttl)) {
            case ExtendOutcome.Extended extended -> extended.expiresAt();
            case ExtendOutcome.Gone _, ExtendOutcome.TryAgain _ -> checkout.expiresAt();
        };
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
