package market.inventory;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "merchant_setting", schema = "inventory")
record SettingRow(
        @Id UUID merchantId, boolean maySplit, @Nullable Integer saleMarginDays) {

    StockSettings toSettings() {
        return new StockSettings(maySplit, saleMarginDays);
    }
}
