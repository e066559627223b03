package market.checkout;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.inventory.HoldOutcome;
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
        return route(checkout, command, choice);
    }

    private CheckoutOutcome route(Checkout checkout, SetDelivery command, DeliveryChoice choice) {
        var routed = held.route(checkout, command.actor(), command.regionCode());
        if (routed instanceof HoldOutcome.Held found) {
            return store(checkout, command, choice, checkout.quote().withAllocations(found.allocations()));
        }
        // What cannot be had near the address comes from where it is held, as long as it is.
        return held.hasEnded(checkout)
                ? CheckoutOutcome.notHeld(routed)
                : store(checkout, command, choice, checkout.quote());
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
