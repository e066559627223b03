package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.merchants.Regions;
import market.portal.RegionPath;
import market.portal.Scopes;
import market.portal.TextInLanguage;

/** What a merchant reads of itself, and the types that all parts of this surface share. */
@Singleton
class MerchantProfile implements Resolvers {

    private static final String SCOPE = "products.read";

    private final Merchants merchants;
    private final Regions regions;

    MerchantProfile(Merchants merchants, Regions regions) {
        this.merchants = merchants;
        this.regions = regions;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("merchant", this::own)
                .node("mer", this::node)
                .loader(RegionPath.class, keys -> RegionPath.load(regions, keys))
                .type("LocalizedText", TextInLanguage.class)
                .errors("MerchantErrorCode", MerchantErrorCode.class)
                .type("MerchantUserError", MerchantUserError.class)
                .field("Merchant", Merchant.class, "id", (merchant, _) -> GlobalId.of("mer", merchant.id()))
                .field("Merchant", Merchant.class, "names", (merchant, _) -> TextInLanguage.of(merchant.name()))
                .field(
                        "Merchant",
                        Merchant.class,
                        "descriptions",
                        (merchant, _) -> TextInLanguage.of(merchant.description()))
                .field(
                        "Merchant",
                        Merchant.class,
                        "regionPath",
                        (merchant, call) -> call.load(new RegionPath(merchant.regionCode())))
                .field(
                        "Merchant",
                        Merchant.class,
                        "suspensionReason",
                        (merchant, _) -> merchant.isActive() ? null : merchant.suspensionReason());
    }

    private Merchant own(Call call) {
        return merchants.find(call.merchantUser().merchant()).orElseThrow();
    }

    private Optional<Merchant> node(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        var own = call.merchantUser().merchant();
        return own.value().equals(id) ? merchants.find(own) : Optional.empty();
    }
}
