package market.cart;

import java.util.Collection;
import java.util.Map;
import market.catalog.ProductId;
import market.catalog.VariantId;

/**
 * Says how many pieces are left, as a page may say it: a moment old, and promised to nobody. Carts know nothing of stock;
 * whoever knows both carts and stock answers this.
 */
public interface StockLeft {

    /** All variants of these products; what is not in the answer is not known. */
    Map<ProductId, Map<VariantId, Long>> left(Collection<ProductId> products);
}
