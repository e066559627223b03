package market.checkout;

import java.util.Comparator;
import java.util.List;
import market.inventory.LocationId;
import market.kernel.LocalizedText;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/** A place of a merchant where buyers fetch their goods, as it was called when they bought. */
public record PickUpPlace(LocationId location, LocalizedText name, String regionCode) {

    /** Those nearest to a buyer first; without an address as they are. */
    static List<PickUpPlace> nearestFirst(List<PickUpPlace> places, @Nullable String regionCode) {
        return regionCode == null
                ? places
                : places.stream()
                        .sorted(Comparator.comparingInt(place -> -Regions.sharedLevels(regionCode, place.regionCode)))
                        .toList();
    }
}
