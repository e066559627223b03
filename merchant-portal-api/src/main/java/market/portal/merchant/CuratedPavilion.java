package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import market.catalog.Pavilion;
import market.catalog.Pavilions;
import market.catalog.ProductId;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Actor;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.portal.PageStart;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** A curator's own pavilion. */
@Singleton
class CuratedPavilion implements Resolvers {

    private static final String SCOPE = "pavilion.read";
    private static final String ORDER = "listings";

    private final Pavilions pavilions;
    private final Merchants merchants;
    private final PavilionMutations mutations;

    CuratedPavilion(Pavilions pavilions, Merchants merchants, PavilionMutations mutations) {
        this.pavilions = pavilions;
        this.merchants = merchants;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("pavilion", call -> own(pavilions, call).orElse(null))
                .query("pavilionListings", this::listings)
                .mutation("pavilionListingSet", mutations::set)
                .mutation("pavilionListingRemove", mutations::remove)
                .payload("PavilionListingSetPayload", "listing")
                .payload("PavilionListingRemovePayload", "removedProductHandle")
                .connection("PavilionListingConnection", "PavilionListingEdge")
                .loader(MerchantId.class, merchants::findAll)
                .node("pav", this::node)
                .pairNode("lst", this::listing)
                .field("Pavilion", Pavilion.class, "id", (pavilion, _) -> GlobalId.of("pav", pavilion.id()))
                .field("Pavilion", Pavilion.class, "names", (pavilion, _) -> TextInLanguage.of(pavilion.name()))
                .field(
                        "Pavilion",
                        Pavilion.class,
                        "descriptions",
                        (pavilion, _) -> TextInLanguage.of(pavilion.description()))
                .field(
                        "PavilionListing",
                        PavilionListing.class,
                        "title",
                        (listing, call) -> listing.product().title().in(call.language()))
                .field(
                        "PavilionListing",
                        PavilionListing.class,
                        "status",
                        (listing, _) -> listing.product().status());
        ofMerchant(wiring, "merchantCode", call -> Merchant::code);
        ofMerchant(wiring, "merchantName", call -> merchant -> merchant.name().in(call.language()));
        ofMerchant(wiring, "isMerchantSelling", call -> Merchant::isActive);
    }

    /** Empty when the pavilion was closed after the credential was given. */
    static Optional<Pavilion> own(Pavilions pavilions, Call call) {
        if (call.actor() instanceof Actor.Curator curator) {
            return pavilions.findByHandle(curator.pavilion());
        }
        throw new Refusal(Refusal.Code.FORBIDDEN, "Only a curator has a pavilion");
    }

    private Connection listings(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1).map(values -> new ProductId(PageStart.uuid(values.getFirst())));
        var slice = own(pavilions, call)
                .map(pavilion -> pavilions
                        .listings(pavilion, after, paging.first())
                        .map(product -> new PavilionListing(pavilion.id(), product)))
                .orElseGet(() -> new Slice<>(List.of(), false));
        return Connection.of(
                slice,
                paging,
                listing -> Cursor.of(ORDER, listing.product().id().value().toString()));
    }

    private Optional<Pavilion> node(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return own(pavilions, call).filter(pavilion -> pavilion.id().equals(id));
    }

    private Optional<PavilionListing> listing(GlobalId.Pair id, Call call) {
        return node(id.first(), call)
                .flatMap(pavilion -> pavilions.listing(pavilion, new ProductId(id.second())))
                .map(product -> new PavilionListing(id.first(), product));
    }

    private static void ofMerchant(Wiring wiring, String name, Function<Call, Function<Merchant, Object>> field) {
        wiring.field(
                "PavilionListing",
                PavilionListing.class,
                name,
                (listing, call) ->
                        call.load(listing.product().merchant()).thenApply(found -> read(found, field.apply(call))));
    }

    private static @Nullable Object read(@Nullable Object merchant, Function<Merchant, Object> field) {
        return merchant == null ? null : field.apply((Merchant) merchant);
    }
}
