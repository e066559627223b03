package market.inventory.graphql;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import market.catalog.OfferedBundle;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Variant;
import market.graphql.Call;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.AvailabilityOf;
import market.inventory.Available;
import market.inventory.Inventory;
import org.jspecify.annotations.Nullable;

/** The inventory's part of the storefront. */
@Singleton
class StorefrontAvailability implements Resolvers {

    private final Inventory inventory;

    StorefrontAvailability(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.loader(AvailabilityOf.class, this::load)
                .field(
                        "Product",
                        Product.class,
                        "availability",
                        (product, call) -> availability(
                                product.id(),
                                call,
                                left -> left.byVariant().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "availability",
                        (variant, call) -> availability(
                                variant.productId(),
                                call,
                                left -> left.byVariant().getOrDefault(variant.id(), 0L)))
                .field("Bundle", OfferedBundle.class, "isInStock", StorefrontAvailability::isInStock);
    }

    /** Enough of each for one. */
    private static CompletionStage<Boolean> isInStock(OfferedBundle offered, Call call) {
        var all = CompletableFuture.completedStage(true);
        for (var component : offered.bundle().components()) {
            all = all.thenCombine(
                    call.load(new AvailabilityOf(component.product())),
                    (before, found) -> before
                            && left(found).byVariant().getOrDefault(component.variant(), 0L) >= component.quantity());
        }
        return all;
    }

    private Map<AvailabilityOf, Available> load(Collection<AvailabilityOf> keys) {
        var left = new HashMap<AvailabilityOf, Available>();
        inventory
                .recallAvailable(keys.stream().map(AvailabilityOf::product).toList())
                .forEach((product, variants) -> left.put(new AvailabilityOf(product), new Available(variants)));
        return left;
    }

    private static CompletionStage<Availability> availability(
            ProductId product, Call call, Function<Available, Long> count) {
        return call.load(new AvailabilityOf(product)).thenApply(found -> Availability.of(count.apply(left(found))));
    }

    private static Available left(@Nullable Object found) {
        return found instanceof Available left ? left : Available.NOTHING;
    }
}
