package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import market.cart.Shoppers;
import market.settlement.VillageShares;

/** Business buyers, and villages that take part in sales. */
@Singleton
final class TradeLoader {

    private static final List<String> TRADER_COLUMNS = List.of("phone", "name", "company_zh", "customer_group");
    private static final List<String> VILLAGE_COLUMNS = List.of("region", "rate", "name_zh");

    private final Shoppers shoppers;
    private final VillageShares villages;

    TradeLoader(Shoppers shoppers, VillageShares villages) {
        this.shoppers = shoppers;
        this.villages = villages;
    }

    void load(Path pack, LoadState state) {
        for (var row : PackTable.read(pack, "traders.csv", TRADER_COLUMNS, state.faults)) {
            var phone = row.text("phone");
            var name = row.text("name");
            var company = row.text("company_zh");
            var group = row.text("customer_group");
            if (state.faults.isEmpty()) {
                shoppers.registerTrader(phone, name, company, group);
            }
        }
        for (var row : PackTable.read(pack, "village-shares.csv", VILLAGE_COLUMNS, state.faults)) {
            var region = row.region("region", state.regions);
            var rate = row.rate("rate");
            var name = row.text("name_zh");
            if (state.faults.isEmpty()) {
                villages.register(region, name, rate);
            }
        }
    }
}
