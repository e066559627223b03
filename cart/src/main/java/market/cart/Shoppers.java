package market.cart;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import market.kernel.Actor;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.Sessions;
import market.kernel.ShopperId;

/** Who buys. */
@Singleton
public class Shoppers {

    private static final int LIST_MAX = 200;

    private final ShopperRepository repository;
    private final Sessions sessions;
    private final Ids ids;

    Shoppers(ShopperRepository repository, Sessions sessions, Ids ids) {
        this.repository = repository;
        this.sessions = sessions;
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

    /**
     * Makes a shopper a buyer of a company, or renews one, found by phone. The group is the company's: all its buyers have the
     * same prices from then on, in sessions that are open too.
     */
    public Shopper registerTrader(String phone, String name, String company, String customerGroup) {
        var normal = normal(phone);
        repository.upsertCompany(company, customerGroup);
        repository.upsert(ids.next(), normal, name, customerGroup, company);
        for (var buyer : repository.listByCompany(company, LIST_MAX)) {
            sessions.rewrite(ShopperSession.REALM, buyer.id(), Json.write(ShopperSession.of(buyer.toShopper())));
        }
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
