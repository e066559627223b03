package market.catalog.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.BundleId;
import market.catalog.Bundles;
import market.catalog.OfferedBundle;
import market.catalog.Product;
import market.catalog.Purchase;
import market.graphql.Call;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;

/** Bundles beside the goods that stand in them. */
@Singleton
class StorefrontBundles implements Resolvers {

    private final Bundles bundles;
    private final Clock clock;

    StorefrontBundles(Bundles bundles, Clock clock) {
        this.bundles = bundles;
        this.clock = clock;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.loader(BundlesOf.class, this::load)
                .publicNode("bdl", id -> bundles.findOffered(new BundleId(id)))
                .surrogateKeys(OfferedBundle.class, StorefrontBundles::surrogateKeys)
                .field("Product", Product.class, "bundles", (product, call) -> call.load(new BundlesOf(product.id())))
                .field(
                        "Bundle",
                        OfferedBundle.class,
                        "id",
                        (offered, _) -> GlobalId.of("bdl", offered.bundle().id()))
                .field(
                        "Bundle",
                        OfferedBundle.class,
                        "name",
                        (offered, call) -> offered.bundle().name().in(call.language()))
                .field("Bundle", OfferedBundle.class, "components", (offered, _) -> offered.goods())
                .field("Bundle", OfferedBundle.class, "price", (offered, call) -> offered.price(purchase(call)))
                .field(
                        "Bundle",
                        OfferedBundle.class,
                        "priceSeparately",
                        (offered, call) -> offered.priceSeparately(purchase(call)))
                .field(
                        "Bundle",
                        OfferedBundle.class,
                        "endsAt",
                        (offered, _) -> offered.bundle().endsAt())
                .field(
                        "BundleComponent",
                        OfferedBundle.Goods.class,
                        "quantity",
                        (goods, _) -> BigDecimal.valueOf(goods.component().quantity()))
                .field(
                        "BundleComponent",
                        OfferedBundle.Goods.class,
                        "unitPrice",
                        (goods, call) -> goods.unitPrice(purchase(call)));
    }

    private Map<BundlesOf, List<OfferedBundle>> load(Collection<BundlesOf> keys) {
        var found = bundles.offeredWith(keys.stream().map(BundlesOf::product).toList());
        return keys.stream().collect(Collectors.toMap(key -> key, key -> found.getOrDefault(key.product(), List.of())));
    }

    /** It is shown as long as all of its goods are. */
    private static List<String> surrogateKeys(OfferedBundle offered) {
        return Stream.concat(
                        offered.goods().stream()
                                .map(goods ->
                                        GlobalId.of("prd", goods.component().product())),
                        Stream.of(GlobalId.of("mer", offered.bundle().merchant())))
                .toList();
    }

    private Purchase purchase(Call call) {
        return Purchase.by(call.actor(), clock.instant());
    }
}
