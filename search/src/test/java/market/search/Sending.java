package market.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import market.inventory.Locations;
import market.inventory.SetLocation;
import market.inventory.SetLocationOutcome;
import market.merchants.Merchants;

/** Merchants who send their goods to some regions only. */
final class Sending {

    private Sending() {}

    static void to(SearchWorld world, String merchant, String... regions) {
        var seller =
                world.bean(Merchants.class).findByCode(merchant).orElseThrow().id();
        var locations = world.bean(Locations.class);
        var store = locations.ofMerchant(seller).getFirst();
        assertThat(locations.set(new SetLocation(
                        seller,
                        store.id(),
                        store.code(),
                        store.name(),
                        store.regionCode(),
                        store.kind(),
                        store.isColdChain(),
                        true,
                        List.of(regions))))
                .isInstanceOf(SetLocationOutcome.Done.class);
    }
}
