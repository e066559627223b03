package market.portal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.merchants.Region;
import market.merchants.Regions;

/** Loads the names from the province down to a region. Public for the packages of both surfaces. */
public record RegionPath(String code) {

    /** Every key is answered: an unknown region has no names. */
    public static Map<RegionPath, List<String>> load(Regions regions, Collection<RegionPath> keys) {
        var paths = regions.paths(keys.stream().map(RegionPath::code).toList());
        return keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> paths.getOrDefault(key.code, List.of()).stream()
                                .map(Region::name)
                                .toList()));
    }
}
