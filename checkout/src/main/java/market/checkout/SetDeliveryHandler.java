package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.inventory.Destination;
import market.inventory.ExtendOutcome;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.Reservations;
import market.kernel.Json;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/** Sets where a checkout's parcels go and how. */
@Singleton
class SetDeliveryHandler {

    private final CheckoutRepository repository;
    private final Regions regions;
    private final Reservations reservations;
    private final Clock clock;
    private final Duration ttl;

    SetDeliveryHandler(
            CheckoutRepository repository,
            Regions regions,
            Reservations reservations,
            Clock clock,
            @Value("${market.checkout.hold:15m}") Duration ttl) {
        this.repository = repository;
        this.regions = regions;
        this.reservations = reservations;
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
        var unknown = unknownOption(checkout, command);
        if (unknown.isPresent()) {
            return new CheckoutOutcome.DeliveryOptionUnknown(unknown.get());
        }
        var names = path.stream().map(Region::name).collect(Collectors.joining(" "));
        var options = new HashMap<UUID, String>();
        command.optionByMerchant().forEach((merchant, code) -> options.put(merchant.value(), code));
        var choice = new DeliveryChoice(
                new Address(command.name(), command.phone(), command.regionCode(), names, command.line()), options);
        if (checkout.version() != command.expectedVersion()) {
            return new CheckoutOutcome.VersionConflict(checkout.version());
        }
        var quote = route(checkout, command);
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

    /** The goods from places near the address, if they can be had there; else from where they are held already. */
    private Quote route(Checkout checkout, SetDelivery command) {
        var lines = checkout.quote().lines().stream()
                .map(line -> new HoldStock.Line(
                        line.variant(),
                        line.merchant(),
                        line.quantity(),
                        DeliveryRules.isChilled(line.productType()),
                        HoldStock.Share.of(line.allocations())))
                .toList();
        var outcome = reservations.reroute(new HoldStock(
                checkout.reservation(),
                StartCheckoutHandler.buyer(command.actor(), checkout.cart()),
                lines,
                Duration.between(clock.instant(), checkout.expiresAt()),
                new Destination(command.regionCode(), Map.of())));
        return outcome instanceof HoldOutcome.Held held
                ? checkout.quote().withAllocations(held.allocations())
                : checkout.quote();
    }

    private static Optional<String> unknownOption(Checkout checkout, SetDelivery command) {
        var lines = checkout.quote().byMerchant();
        return command.optionByMerchant().entrySet().stream()
                .filter(entry -> !isOffered(lines.get(entry.getKey()), entry.getValue(), command.regionCode()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isOffered(@Nullable List<QuoteLine> lines, String code, String regionCode) {
        return lines != null
                && DeliveryRules.options(lines, regionCode).stream()
                        .anyMatch(option -> option.code().equals(code));
    }
}
