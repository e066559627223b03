package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.Audience;
import market.catalog.ListTier;
import market.catalog.ListedPrice;
import market.catalog.PriceList;
import market.catalog.PriceListEntry;
import market.catalog.PriceListId;
import market.catalog.PriceLists;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.MerchantId;
import market.portal.PageStart;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** A merchant's own price lists and what they say. */
@Singleton
class MerchantPriceLists implements Resolvers {

    private static final String SCOPE = "products.read";
    private static final String ORDER = "price-lists";
    private static final String ENTRY_ORDER = "price-list-entries";
    private static final VariantId FIRST_VARIANT = new VariantId(new UUID(0, 0));

    /** Loads a list of a merchant. */
    record ListOf(MerchantId merchant, PriceListId list) {}

    private final PriceLists lists;
    private final PriceListMutations mutations;

    MerchantPriceLists(PriceLists lists, PriceListMutations mutations) {
        this.lists = lists;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("priceLists", this::page)
                .query("priceList", this::byCode)
                .query("priceListEntries", this::entries)
                .node("prl", this::find)
                .pairNode("ple", this::entry)
                .loader(ListOf.class, this::load)
                .connection("PriceListConnection", "PriceListEdge")
                .connection("PriceListEntryConnection", "PriceListEntryEdge")
                .mutation("priceListSet", mutations::set)
                .payload("PriceListSetPayload", "priceList")
                .mutation("priceListRemove", mutations::remove)
                .payload("PriceListRemovePayload", "priceList")
                .mutation("priceListEntriesSet", mutations::setEntries)
                .payload("PriceListEntriesSetPayload", "priceList")
                .field("PriceList", PriceList.class, "id", (list, _) -> GlobalId.of("prl", list.id()))
                .field(
                        "PriceList",
                        PriceList.class,
                        "currency",
                        (list, _) -> list.currency().getCurrencyCode())
                .field("PriceListAudience", Audience.class, "pavilionHandle", (audience, _) -> audience.pavilion())
                .field("PriceListEntry", PriceListEntry.class, "id", (entry, _) -> id(entry))
                .field("PriceListEntry", PriceListEntry.class, "variant", (entry, call) -> call.load(entry.variant()))
                .field("PriceListEntry", PriceListEntry.class, "prices", (entry, _) -> entry.versions())
                .type("PriceListPrice", ListedPrice.Version.class)
                .field(
                        "PriceListTier",
                        ListTier.class,
                        "minQuantity",
                        (tier, _) -> BigDecimal.valueOf(tier.minQuantity()))
                .field("PriceListTier", ListTier.class, "quantityStep", (tier, _) -> count(tier.step()))
                .field("PriceListTier", ListTier.class, "maxQuantity", (tier, _) -> count(tier.maxQuantity()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1)
                .map(values -> new PriceListId(PageStart.uuid(values.getFirst())))
                .orElse(PriceLists.FIRST);
        return Connection.of(
                lists.page(call.merchantUser().merchant(), after, paging.first()),
                paging,
                list -> Cursor.of(ORDER, list.id().value().toString()));
    }

    @Nullable
    private PriceList byCode(Call call) {
        return lists.findByCode(call.merchantUser().merchant(), call.arguments().text("code"))
                .orElse(null);
    }

    private Connection entries(Call call) {
        var paging = call.paging();
        var list =
                call.arguments().id("priceListId", "prl").map(PriceListId::new).orElse(PriceLists.FIRST);
        var after = paging.after(ENTRY_ORDER, 1)
                .map(values -> new VariantId(PageStart.uuid(values.getFirst())))
                .orElse(FIRST_VARIANT);
        return Connection.of(
                lists.entries(call.merchantUser().merchant(), list, after, paging.first()),
                paging,
                entry -> Cursor.of(ENTRY_ORDER, entry.variant().value().toString()));
    }

    private Optional<PriceList> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return lists.find(call.merchantUser().merchant(), new PriceListId(id));
    }

    private Optional<PriceListEntry> entry(GlobalId.Pair id, Call call) {
        Scopes.require(call, SCOPE);
        return lists.entry(call.merchantUser().merchant(), new PriceListId(id.first()), new VariantId(id.second()));
    }

    /** The keys of one request are one merchant's. */
    private Map<ListOf, PriceList> load(Collection<ListOf> keys) {
        var merchant = keys.iterator().next().merchant;
        return lists.findAll(merchant, keys.stream().map(ListOf::list).toList()).values().stream()
                .collect(Collectors.toMap(list -> new ListOf(merchant, list.id()), Function.identity()));
    }

    private static String id(PriceListEntry entry) {
        return GlobalId.of(
                "ple", new GlobalId.Pair(entry.list().value(), entry.variant().value()));
    }

    static @Nullable BigDecimal count(@Nullable Long pieces) {
        return pieces == null ? null : BigDecimal.valueOf(pieces);
    }
}
