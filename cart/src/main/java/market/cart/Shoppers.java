package market.cart;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import market.kernel.Actor;
import market.kernel.Ids;
import market.kernel.ShopperId;

/** Who buys. */
@Singleton
public class Shoppers {

    private static final int LIST_MAX = 200;

    private final ShopperRepository repository;
    private final Ids ids;

    Shoppers(ShopperRepository repository, Ids ids) {
        this.repository = repository;
        this.ids = ids;
    }

    public Shopper findOrCreateByPhone(String phone) {
        var normal = normal(phone);
        return repository
                .findByPhone(normal)
                .or(() -> {
                    repository.insertIfAbsent(ids.next(), normal, Actor.RETAIL);
                    return repository.findByPhone(normal);
                })
                .orElseThrow()
                .toShopper();
    }

    public Optional<Shopper> find(ShopperId id) {
        return repository.findById(id.value()).map(ShopperRow::toShopper);
    }

    /** Makes a shopper a business buyer, or renews one, found by phone; open sessions keep their group until they end. */
    public Shopper registerTrader(String phone, String name, String company, String customerGroup) {
        var normal = normal(phone);
        repository.upsert(ids.next(), normal, name, customerGroup, company);
        return repository.findByPhone(normal).orElseThrow().toShopper();
    }

    /** Business buyers in the order of their phones, at most 200. */
    public List<Shopper> traders() {
        return repository.listByGroup("TRADE", LIST_MAX).stream()
                .map(ShopperRow::toShopper)
                .toList();
    }

    private static String normal(String phone) {
        return PhoneNumber.normal(phone).orElseThrow(() -> new IllegalArgumentException("Not a mobile number"));
    }
}
