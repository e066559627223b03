package market.inventory;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** Levels of stock as PostgreSQL has them, and merchants' changes of them. */
@Singleton
public class Inventory {

    /** What can be bought, summed over locations; a variant without stock rows is left out. */
    public Map<VariantId, Long> available(Collection<VariantId> variants) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #available}, for all variants of products. */
    public Map<ProductId, Map<VariantId, Long>> availableByProduct(Collection<ProductId> products) {
        throw new UnsupportedOperationException();
    }

    public Map<VariantId, List<StockLevel>> levels(Collection<VariantId> variants) {
        throw new UnsupportedOperationException();
    }

    /** All levels of at most {@code limit} variants of a merchant, in the order of variants. */
    public Slice<StockLevel> page(MerchantId merchant, VariantId after, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Changes levels all or nothing; a level that does not exist yet starts at zero. */
    public AdjustStockOutcome adjust(AdjustStock command) {
        throw new UnsupportedOperationException();
    }
}
