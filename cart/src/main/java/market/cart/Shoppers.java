package market.cart;

import jakarta.inject.Singleton;
import java.util.Optional;
import market.kernel.ShopperId;

/** Who buys. */
@Singleton
public class Shoppers {

    public Shopper findOrCreateByPhone(String phone) {
        throw new UnsupportedOperationException();
    }

    public Optional<Shopper> find(ShopperId id) {
        throw new UnsupportedOperationException();
    }

    /** Makes a shopper a business buyer, or renews one, found by phone; open sessions keep their group until they end. */
    public Shopper registerTrader(String phone, String name, String company, String customerGroup) {
        throw new UnsupportedOperationException();
    }
}
