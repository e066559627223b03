package market.checkout;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import market.cart.StockLeft;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.Inventory;

/** Tells carts what is left, since they know nothing of stock themselves. */
@Singleton
class CartStock implements StockLeft {

    private final Inventory inventory;

    CartStock(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public Map<ProductId, Map<VariantId, Long>> left(Collection<ProductId> products) {
        return inventory.recallAvailable(products);
    }
}
