package market.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToIntBiFunction;
import market.catalog.DeliveryKind;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/**
 * One rule of routing, as a value: which places may serve a need, and which of them it would rather have.
 *
 * @param admits whether a place may serve the need at all
 * @param rank lower is better; rules further up the list weigh more
 */
record RoutingRule(String code, BiPredicate<Need, Location> admits, ToIntBiFunction<Need, Location> rank) {

    /**
     * What is asked of a place.
     *
     * @param hasColdPlaces the merchant says which of its places are cold
     */
    record Need(
            @Nullable String regionCode, @Nullable LocationId pickUp, DeliveryKind delivery, boolean hasColdPlaces) {

        /** To where goods are sent; null when they are not, or nobody knows yet. */
        @Nullable
        String sentTo() {
            return pickUp == null && delivery != DeliveryKind.DIGITAL ? regionCode : null;
        }
    }

    /** A place that was closed serves nobody. */
    static final RoutingRule OPEN = new RoutingRule("OPEN", (_, place) -> place.isActive(), (_, _) -> 0);

    /** Whoever comes for the goods gets them where they come to. */
    static final RoutingRule PICK_UP = new RoutingRule(
            "PICK_UP", (need, place) -> need.pickUp == null || need.pickUp.equals(place.id()), (_, _) -> 0);

    /** Chilled goods leave from a cold place only, once a merchant has said which of its places are. */
    static final RoutingRule COLD_CHAIN = new RoutingRule(
            "COLD_CHAIN",
            (need, place) -> need.delivery != DeliveryKind.COLD_CHAIN || !need.hasColdPlaces || place.isColdChain(),
            (_, _) -> 0);

    /** A place that sends goods to some regions sends none elsewhere. */
    static final RoutingRule DELIVERS = new RoutingRule(
            "DELIVERS",
            (need, place) -> {
                var address = need.sentTo();
                return address == null || place.sendsTo(address);
            },
            (_, _) -> 0);

    /** The fewer levels of the region tree lie between place and buyer, the better. */
    static final RoutingRule NEAREST =
            new RoutingRule("NEAREST", (_, _) -> true, (need, place) -> -sharedLevels(need.regionCode, place));

    static final List<RoutingRule> ALL = List.of(OPEN, PICK_UP, COLD_CHAIN, DELIVERS, NEAREST);

    /** The places that may serve a need, best first. */
    static List<Location> route(Need need, List<Location> places) {
        var order = ALL.stream()
                .map(rule -> Comparator.<Location>comparingInt(place -> rule.rank.applyAsInt(need, place)))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        return places.stream()
                .filter(place -> ALL.stream().allMatch(rule -> rule.admits.test(need, place)))
                .sorted(order)
                .toList();
    }

    /** Why a place serves a need; null when nothing was asked of it. */
    static @Nullable RoutingReason reason(Need need, Location place) {
        if (need.pickUp != null) {
            return RoutingReason.PICK_UP;
        }
        if (need.regionCode == null) {
            return null;
        }
        return switch (sharedLevels(need.regionCode, place)) {
            case 0 -> RoutingReason.ELSEWHERE;
            case 1 -> RoutingReason.SAME_PROVINCE;
            case 2 -> RoutingReason.SAME_CITY;
            default -> RoutingReason.SAME_COUNTY;
        };
    }

    private static int sharedLevels(@Nullable String regionCode, Location place) {
        return regionCode == null ? 0 : Regions.sharedLevels(regionCode, place.regionCode());
    }
}
