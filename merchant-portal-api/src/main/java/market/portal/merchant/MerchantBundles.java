package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import market.catalog.Bundle;
import market.catalog.BundleId;
import market.catalog.Bundles;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.PageStart;
import market.portal.Scopes;
import market.portal.TextInLanguage;
import org.jspecify.annotations.Nullable;

/** A merchant's own bundles. */
@Singleton
class MerchantBundles implements Resolvers {

    private static final String SCOPE = "products.read";
    private static final String ORDER = "bundles";

    private final Bundles bundles;
    private final BundleMutations mutations;

    MerchantBundles(Bundles bundles, BundleMutations mutations) {
        this.bundles = bundles;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("bundles", this::page)
                .query("bundle", this::byCode)
                .node("bdl", this::find)
                .connection("BundleConnection", "BundleEdge")
                .mutation("bundleSet", mutations::set)
                .payload("BundleSetPayload", "bundle")
                .mutation("bundleRemove", mutations::remove)
                .payload("BundleRemovePayload", "bundle")
                .field("Bundle", Bundle.class, "id", (bundle, _) -> GlobalId.of("bdl", bundle.id()))
                .field("Bundle", Bundle.class, "names", (bundle, _) -> TextInLanguage.of(bundle.name()))
                .field(
                        "Bundle",
                        Bundle.class,
                        "currency",
                        (bundle, _) -> bundle.currency().getCurrencyCode())
                .field(
                        "BundleComponent",
                        Bundle.Component.class,
                        "variant",
                        (component, call) -> call.load(component.variant()))
                .field(
                        "BundleComponent",
                        Bundle.Component.class,
                        "quantity",
                        (component, _) -> BigDecimal.valueOf(component.quantity()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1)
                .map(values -> new BundleId(PageStart.uuid(values.getFirst())))
                .orElse(Bundles.FIRST);
        return Connection.of(
                bundles.page(call.merchantUser().merchant(), after, paging.first()),
                paging,
                bundle -> Cursor.of(ORDER, bundle.id().value().toString()));
    }

    @Nullable
    private Bundle byCode(Call call) {
        return bundles.findByCode(
                        call.merchantUser().merchant(), call.arguments().text("code"))
                .orElse(null);
    }

    private Optional<Bundle> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return bundles.find(call.merchantUser().merchant(), new BundleId(id));
    }
}
