package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Paging;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.Earmarks;
import market.inventory.Inventory;
import market.inventory.Location;
import market.inventory.LocationId;
import market.inventory.Locations;
import market.inventory.StockLevel;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.portal.PageStart;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** A merchant's own stock. */
@Singleton
class MerchantStock implements Resolvers {

    private static final String SCOPE = "stock.read";
    private static final String ORDER = "stock-levels";
    private static final VariantId FIRST = new VariantId(new UUID(0, 0));

    /** Loads a place; the merchant is part of the key because places are read per merchant. */
    private record PlaceOf(MerchantId merchant, LocationId location) {}

    /** Loads all levels of a variant. */
    private record LevelsOf(VariantId variant) {}

    /** Loads what is set aside at a level. */
    private record EarmarksOf(StockLevel level) {}

    /** What is set aside for one channel, in whole pieces of the variant. */
    private record ChannelEarmark(String channel, BigDecimal quantity) {}

    /** A level counted in pieces of the variant whose stock it is. */
    private record BaseUnits(
            BigDecimal perPiece, BigDecimal onHand, BigDecimal committed, BigDecimal earmarked, BigDecimal available) {

        static BaseUnits of(StockLevel level) {
            return new BaseUnits(
                    pieces(level.unitsPerPiece()),
                    pieces(level.onHand()),
                    pieces(level.committed()),
                    pieces(level.earmarked()),
                    pieces(level.free()));
        }
    }

    private record Position(VariantId variant, UUID location) {}

    private final Inventory inventory;
    private final Locations locations;
    private final Earmarks earmarks;
    private final StockMutations mutations;

    MerchantStock(Inventory inventory, Locations locations, Earmarks earmarks, StockMutations mutations) {
        this.inventory = inventory;
        this.locations = locations;
        this.earmarks = earmarks;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("stockLevels", this::page)
                .mutation("stockAdjust", mutations::adjust)
                .payload("StockAdjustPayload", "levels")
                .mutation("stockCount", mutations::count)
                .payload("StockCountPayload", "levels")
                .mutation("stockTransfer", mutations::transfer)
                .payload("StockTransferPayload", "levels")
                .mutation("stockEarmark", mutations::earmark)
                .payload("StockEarmarkPayload", "levels")
                .mutation("stockChannelSale", mutations::sellOnChannel)
                .payload("StockChannelSalePayload", "levels")
                .mutation("stockLowSet", mutations::watchLow)
                .payload("StockLowSetPayload", "levels")
                .connection("StockLevelConnection", "StockLevelEdge")
                .loader(PlaceOf.class, this::places)
                .loader(LevelsOf.class, this::levels)
                .pairNode("stl", this::level)
                .field("StockLevel", StockLevel.class, "id", (level, _) -> GlobalId.of("stl", idOf(level)))
                .field(
                        "ProductVariant",
                        Variant.class,
                        "stockLevels",
                        (variant, call) -> call.load(new LevelsOf(variant.id())))
                .field("StockLevel", StockLevel.class, "variant", (level, call) -> call.load(level.variant()))
                .field(
                        "StockLevel",
                        StockLevel.class,
                        "location",
                        (level, call) -> call.load(new PlaceOf(level.merchant(), level.location())))
                .field("StockLevel", StockLevel.class, "onHand", (level, _) -> pieces(level.pieces(level.onHand())))
                .field(
                        "StockLevel",
                        StockLevel.class,
                        "committed",
                        (level, _) -> pieces(level.pieces(level.committed())))
                .field(
                        "StockLevel",
                        StockLevel.class,
                        "earmarked",
                        (level, _) -> pieces(level.pieces(level.earmarked())))
                .field("StockLevel", StockLevel.class, "lowBelow", (level, _) -> lowBelow(level))
                .field("StockLevel", StockLevel.class, "earmarks", (level, call) -> call.load(new EarmarksOf(level)))
                .loader(EarmarksOf.class, this::earmarks)
                .field("StockLevel", StockLevel.class, "baseUnits", (level, _) -> BaseUnits.of(level))
                .type("BaseUnits", BaseUnits.class)
                .type("ChannelEarmark", ChannelEarmark.class)
                .field("StockLevel", StockLevel.class, "available", (level, _) -> pieces(level.available()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 2)
                .map(values ->
                        new Position(new VariantId(PageStart.uuid(values.getFirst())), PageStart.uuid(values.get(1))));
        return Connection.of(
                page(call.merchantUser().merchant(), after, paging),
                paging,
                level -> Cursor.of(
                        ORDER,
                        level.variant().value().toString(),
                        level.location().value().toString()));
    }

    /** The room pages by variants; a page here may end between two places of one variant. */
    private Slice<StockLevel> page(MerchantId merchant, Optional<Position> after, Paging paging) {
        var levels = new ArrayList<StockLevel>();
        after.ifPresent(position -> levels.addAll(restOf(merchant, position)));
        var next = inventory.page(merchant, after.map(Position::variant).orElse(FIRST), paging.first());
        levels.addAll(next.items());
        return new Slice<>(
                levels.subList(0, Math.min(levels.size(), paging.first())),
                next.hasNext() || levels.size() > paging.first());
    }

    private List<StockLevel> restOf(MerchantId merchant, Position position) {
        // Compared as text: PostgreSQL orders UUIDs by unsigned bytes, Java by signed halves.
        var last = position.location().toString();
        return inventory.levels(List.of(position.variant())).getOrDefault(position.variant(), List.of()).stream()
                .filter(level -> level.merchant().equals(merchant))
                .filter(level -> level.location().value().toString().compareTo(last) > 0)
                .toList();
    }

    private Optional<StockLevel> level(GlobalId.Pair id, Call call) {
        Scopes.require(call, SCOPE);
        var variant = new VariantId(id.first());
        return inventory.levels(List.of(variant)).getOrDefault(variant, List.of()).stream()
                .filter(level -> level.merchant().equals(call.merchantUser().merchant()))
                .filter(level -> level.location().value().equals(id.second()))
                .findFirst();
    }

    private static GlobalId.Pair idOf(StockLevel level) {
        return new GlobalId.Pair(level.variant().value(), level.location().value());
    }

    private Map<PlaceOf, Location> places(Collection<PlaceOf> keys) {
        var places = new HashMap<PlaceOf, Location>();
        keys.stream()
                .map(PlaceOf::merchant)
                .distinct()
                .forEach(merchant -> locations
                        .ofMerchant(merchant)
                        .forEach(location -> places.put(new PlaceOf(merchant, location.id()), location)));
        return places;
    }

    private Map<LevelsOf, List<StockLevel>> levels(Collection<LevelsOf> keys) {
        var found = inventory.levels(keys.stream().map(LevelsOf::variant).toList());
        return keys.stream().collect(Collectors.toMap(key -> key, key -> found.getOrDefault(key.variant(), List.of())));
    }

    private Map<EarmarksOf, List<ChannelEarmark>> earmarks(Collection<EarmarksOf> keys) {
        var found = earmarks.ofPools(
                keys.stream().map(key -> key.level.pool()).distinct().toList());
        return keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> found.getOrDefault(key.level.pool(), List.of()).stream()
                                .filter(earmark -> earmark.location().equals(key.level.location()))
                                .map(earmark -> new ChannelEarmark(
                                        earmark.channel(), pieces(key.level.pieces(earmark.units()))))
                                .toList()));
    }

    private static @Nullable BigDecimal lowBelow(StockLevel level) {
        var units = level.lowBelow();
        return units == null ? null : pieces(level.pieces(units));
    }

    private static BigDecimal pieces(long count) {
        return BigDecimal.valueOf(count);
    }
}
