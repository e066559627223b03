package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import market.catalog.Pavilion;
import market.catalog.PavilionListing;
import market.catalog.PavilionRule;
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
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.portal.Scopes;
import market.portal.TextInLanguage;
import market.settlement.PavilionFees;
import org.jspecify.annotations.Nullable;

/** A curator's own pavilion. */
@Singleton
class CuratedPavilion implements Resolvers {

    private static final String SCOPE = "pavilion.read";
    private static final String ORDER = "listings";
    private static final int MONTHS_MAX = 36;

    private final Pavilions pavilions;
    private final Merchants merchants;
    private final PavilionFees fees;
    private final PavilionMutations mutations;

    CuratedPavilion(Pavilions pavilions, Merchants merchants, PavilionFees fees, PavilionMutations mutations) {
        this.pavilions = pavilions;
        this.merchants = merchants;
        this.fees = fees;
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
                .query("pavilionFees", this::fees)
                .mutation("pavilionSet", mutations::set)
                .mutation("pavilionRulesSet", mutations::setRules)
                .mutation("pavilionListingSet", mutations::list)
                .mutation("pavilionListingRemove", mutations::remove)
                .payload("PavilionSetPayload", "pavilion")
                .payload("PavilionRulesSetPayload", "pavilion")
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
                .type("PavilionFeeMonth", PavilionFees.Month.class)
                .type("PavilionRule", PavilionRule.class)
                .field("PavilionRule", PavilionRule.class, "merchantCode", CuratedPavilion::merchantCode);
        listing(wiring);
    }

    private static void listing(Wiring wiring) {
        wiring.field("PavilionListing", PavilionListing.class, "id", (listing, _) -> id(listing))
                .field(
                        "PavilionListing",
                        PavilionListing.class,
                        "productId",
                        (listing, _) -> GlobalId.of("prd", listing.product().id()))
                .field(
                        "PavilionListing",
                        PavilionListing.class,
                        "productHandle",
                        (listing, _) -> listing.product().handle())
                .field(
                        "PavilionListing",
                        PavilionListing.class,
                        "title",
                        (listing, call) -> listing.product().title().in(call.language()))
                .field("PavilionListing", PavilionListing.class, "titles", (listing, _) -> texts(listing.title()))
                .field("PavilionListing", PavilionListing.class, "blurbs", (listing, _) -> texts(listing.blurb()))
                .field("PavilionListing", PavilionListing.class, "position", (listing, _) -> position(listing))
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
        var after = paging.after(ORDER, 2, CuratedPavilion::after).orElse(Pavilions.After.BEGINNING);
        var slice = own(pavilions, call)
                .map(pavilion -> pavilions.listings(pavilion, after, paging.first()))
                .orElseGet(() -> new Slice<>(List.of(), false));
        return Connection.of(
                slice,
                paging,
                listing -> Cursor.of(
                        ORDER,
                        Long.toString(listing.position()),
                        listing.product().id().value().toString()));
    }

    private static Pavilions.After after(List<String> values) {
        return new Pavilions.After(Long.parseLong(values.getFirst()), new ProductId(UUID.fromString(values.getLast())));
    }

    private List<PavilionFees.Month> fees(Call call) {
        var months = call.arguments().integer("months");
        if (months < 1 || months > MONTHS_MAX) {
            throw Refusal.badInput(List.of("months"), "must be between 1 and " + MONTHS_MAX + ", not " + months);
        }
        return own(pavilions, call)
                .map(pavilion -> fees.ofPavilion(pavilion.handle(), months))
                .orElse(List.of());
    }

    private Optional<Pavilion> node(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return own(pavilions, call).filter(pavilion -> pavilion.id().equals(id));
    }

    private Optional<PavilionListing> listing(GlobalId.Pair id, Call call) {
        return node(id.first(), call).flatMap(pavilion -> pavilions.listing(pavilion, new ProductId(id.second())));
    }

    private static String id(PavilionListing listing) {
        return GlobalId.of(
                "lst",
                new GlobalId.Pair(listing.pavilion(), listing.product().id().value()));
    }

    private static List<TextInLanguage> texts(@Nullable LocalizedText text) {
        return text == null ? List.of() : TextInLanguage.of(text);
    }

    private static @Nullable Integer position(PavilionListing listing) {
        return listing.isPicked() ? Math.toIntExact(listing.position()) : null;
    }

    private static @Nullable Object merchantCode(PavilionRule rule, Call call) {
        var merchant = rule.merchant();
        return merchant == null ? null : call.load(merchant).thenApply(found -> read(found, Merchant::code));
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
