package market.inventory.graphql;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.Inventory;
import org.jspecify.annotations.Nullable;

/** The inventory's part of the storefront. */
@Singleton
class StorefrontAvailability implements Resolvers {

    /** What is left by variant; a record, so that the loader's values have a type of their own. */
    private record Left(Map<VariantId, Long> byVariant) {

        static final Left NOTHING = new Left(Map.of());
    }

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
                                left -> left.byVariant.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "availability",
                        (variant, call) -> availability(
                                variant.productId(), call, left -> left.byVariant.getOrDefault(variant.id(), 0L)));
    }

    private Map<AvailabilityOf, Left> load(Collection<AvailabilityOf> keys) {
        var left = new HashMap<AvailabilityOf, Left>();
        inventory
                .recallAvailable(keys.stream().map(AvailabilityOf::product).toList())
                .forEach((product, variants) -> left.put(new AvailabilityOf(product), new Left(variants)));
        return left;
    }

    private static CompletionStage<Availability> availability(
            ProductId product, Call call, Function<Left, Long> count) {
        return call.load(new AvailabilityOf(product)).thenApply(found -> Availability.of(count.apply(left(found))));
    }

    private static Left left(@Nullable Object found) {
        return found instanceof Left left ? left : Left.NOTHING;
    }
}
