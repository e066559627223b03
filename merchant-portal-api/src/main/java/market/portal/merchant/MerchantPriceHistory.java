package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.catalog.ListedPrice;
import market.catalog.PriceChange;
import market.catalog.PriceLists;
import market.catalog.PricedLine;
import market.catalog.Purchase;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** What was said of a merchant's prices, and what they were for whom. */
@Singleton
class MerchantPriceHistory implements Resolvers {

    private static final String SCOPE = "products.read";
    private static final String ORDER = "price-changes";
    private static final String TYPE = "PriceChange";
    private static final long QUANTITY_MAX = 1_000_000;
    private static final VariantId NONE = new VariantId(new UUID(0, 0));

    private final PriceLists lists;
    private final Clock clock;

    MerchantPriceHistory(PriceLists lists, Clock clock) {
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("priceChanges", this::page)
                .query("priceAt", this::priceAt)
                .node("prc", this::find)
                .connection("PriceChangeConnection", "PriceChangeEdge")
                .field(TYPE, PriceChange.class, "id", (change, _) -> GlobalId.of("prc", new UUID(0, change.id())))
                .field(TYPE, PriceChange.class, "variant", (change, call) -> call.load(change.variant()))
                .field(TYPE, PriceChange.class, "changedBy", (change, _) -> text(change.changedBy()))
                .field(TYPE, PriceChange.class, "priceList", MerchantPriceHistory::list)
                .field(
                        TYPE,
                        PriceChange.class,
                        "listPrice",
                        (change, _) ->
                                change.own() == null ? null : change.own().price())
                .field(
                        TYPE,
                        PriceChange.class,
                        "tiers",
                        (change, _) ->
                                change.own() == null ? List.of() : change.own().tiers())
                .field(
                        TYPE,
                        PriceChange.class,
                        "prices",
                        (change, _) -> listed(change).map(ListedPrice::versions).orElse(List.of()))
                .field(
                        TYPE,
                        PriceChange.class,
                        "audience",
                        (change, _) -> listed(change).map(ListedPrice::audience).orElse(null))
                .field(
                        TYPE,
                        PriceChange.class,
                        "priority",
                        (change, _) -> listed(change).map(ListedPrice::priority).orElse(null))
                .field(
                        TYPE,
                        PriceChange.class,
                        "validFrom",
                        (change, _) ->
                                listed(change).map(ListedPrice::validFrom).orElse(null))
                .field(
                        TYPE,
                        PriceChange.class,
                        "validUntil",
                        (change, _) ->
                                listed(change).map(ListedPrice::validUntil).orElse(null))
                .field(
                        "PricedQuantity",
                        PricedLine.class,
                        "minQuantity",
                        (line, _) -> BigDecimal.valueOf(line.minQuantity()))
                .field("PricedQuantity", PricedLine.class, "quantityStep", (line, _) -> BigDecimal.valueOf(line.step()))
                .field(
                        "PricedQuantity",
                        PricedLine.class,
                        "maxQuantity",
                        (line, _) -> MerchantPriceLists.count(line.maxQuantity()))
                .type("PriceStep", PricedLine.PriceStep.class);
    }

    private static Optional<ListedPrice> listed(PriceChange change) {
        return Optional.ofNullable(change.listed());
    }

    private static @Nullable Object list(PriceChange change, Call call) {
        var list = change.list();
        return list == null
                ? null
                : call.load(new MerchantPriceLists.ListOf(call.merchantUser().merchant(), list));
    }

    private static @Nullable String text(@Nullable UUID credential) {
        return credential == null ? null : credential.toString();
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var variant =
                call.arguments().id("variantId", "var").map(VariantId::new).orElse(NONE);
        var before = paging.after(ORDER, 1, values -> Long.parseLong(values.getFirst()))
                .orElse(Long.MAX_VALUE);
        return Connection.of(
                lists.changes(call.merchantUser().merchant(), variant, before, paging.first()),
                paging,
                change -> Cursor.of(ORDER, Long.toString(change.id())));
    }

    private Optional<PriceChange> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return id.getMostSignificantBits() == 0
                ? lists.change(call.merchantUser().merchant(), id.getLeastSignificantBits())
                : Optional.empty();
    }

    @Nullable
    private PricedLine priceAt(Call call) {
        var asked = call.arguments().object("purchase");
        var quantity = asked.wholeNumber("quantity")
                .filter(pieces -> pieces >= 1 && pieces <= QUANTITY_MAX)
                .orElseThrow(() -> Refusal.badInput(
                        asked.pathOf("quantity"), "must be a whole number between 1 and " + QUANTITY_MAX));
        var purchase = new Purchase(
                asked.text("customerGroup"),
                asked.optionalText("company").orElse(null),
                asked.text("channel"),
                asked.optionalText("pavilionHandle").orElse(null),
                asked.optionalInstant("at").orElseGet(clock::instant));
        return asked.id("variantId", "var")
                .map(VariantId::new)
                .flatMap(variant -> lists.priceAt(call.merchantUser().merchant(), variant, purchase, quantity))
                .orElse(null);
    }
}
