package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.EditOutcome;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.ProductVersion;
import market.catalog.ProductVersions;
import market.graphql.Call;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;

/** What a merchant's products said before. */
@Singleton
class MerchantVersions implements Resolvers {

    private static final int VERSIONS_MAX = 100;

    /** Loads the latest versions of a product. */
    private record VersionsOf(ProductId product, int limit) {}

    private final ProductVersions versions;

    MerchantVersions(ProductVersions versions) {
        this.versions = versions;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.loader(VersionsOf.class, this::load)
                .field(
                        "Product",
                        Product.class,
                        "versions",
                        (product, call) -> call.load(new VersionsOf(product.id(), limit(call))))
                .type("ProductVersion", ProductVersion.class)
                .type("ProductVersionChange", EditOutcome.Change.class);
    }

    /** The pages of one request have one size, or a few. */
    private Map<VersionsOf, List<ProductVersion>> load(Collection<VersionsOf> keys) {
        var found = new HashMap<VersionsOf, List<ProductVersion>>();
        keys.stream().collect(Collectors.groupingBy(VersionsOf::limit)).forEach((limit, same) -> {
            var read = versions.of(same.stream().map(VersionsOf::product).toList(), limit);
            same.forEach(key -> found.put(key, read.getOrDefault(key.product, List.of())));
        });
        return found;
    }

    private static int limit(Call call) {
        var first = call.arguments().integer("first");
        if (first < 1 || first > VERSIONS_MAX) {
            throw Refusal.badInput(List.of("first"), "must be between 1 and " + VERSIONS_MAX);
        }
        return first;
    }
}
