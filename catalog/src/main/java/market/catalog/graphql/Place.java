package market.catalog.graphql;

import java.util.List;
import market.merchants.Region;

/** A region with the way to it. */
record Place(String code, String name, List<String> path) {

    static Place of(List<Region> path) {
        var region = path.getLast();
        return new Place(
                region.code(), region.name(), path.stream().map(Region::name).toList());
    }
}
