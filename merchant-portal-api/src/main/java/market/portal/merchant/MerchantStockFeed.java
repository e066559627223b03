package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.StockMovement;
import market.inventory.StockMovement.Position;
import market.inventory.StockMovements;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.Scopes;

/** The history of a merchant's stock, for programs that keep their own books in step. */
@Singleton
class MerchantStockFeed implements Resolvers {

    private static final String ORDER = "stock-changes";
    private static final String SCOPE = "stock.read";

    private final StockMovements movements;

    MerchantStockFeed(StockMovements movements) {
        this.movements = movements;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("stockChanges", this::page)
                .node("mov", this::find)
                .connection("StockMovementConnection", "StockMovementEdge")
                .field("StockMovement", StockMovement.class, "id", (each, _) -> GlobalId.of("mov", id(each)))
                .field("StockMovement", StockMovement.class, "variantId", (each, _) -> GlobalId.of("var", each.pool()))
                .field(
                        "StockMovement",
                        StockMovement.class,
                        "locationId",
                        (each, _) -> GlobalId.of("loc", each.location()))
                .field("StockMovement", StockMovement.class, "onHandDelta", (each, _) -> units(each.onHandDelta()))
                .field(
                        "StockMovement",
                        StockMovement.class,
                        "committedDelta",
                        (each, _) -> units(each.committedDelta()))
                .field(
                        "StockMovement",
                        StockMovement.class,
                        "earmarkedDelta",
                        (each, _) -> units(each.earmarkedDelta()))
                .field("StockMovement", StockMovement.class, "batchCode", (each, _) -> each.lot());
    }

    private static UUID id(StockMovement movement) {
        return new UUID(0, movement.position().id());
    }

    private Optional<StockMovement> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return id.getMostSignificantBits() == 0
                ? movements.find(call.merchantUser().merchant(), id.getLeastSignificantBits())
                : Optional.empty();
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 2, MerchantStockFeed::position).orElse(Position.START);
        return Connection.of(
                movements.since(call.merchantUser().merchant(), after, paging.first()),
                paging,
                movement -> Cursor.of(
                        ORDER,
                        Long.toString(movement.position().transaction()),
                        Long.toString(movement.position().id())));
    }

    private static Position position(List<String> values) {
        var position = new Position(Long.parseLong(values.getFirst()), Long.parseLong(values.get(1)));
        if (position.transaction() < 0) {
            throw new IllegalArgumentException("No transaction has a number below zero");
        }
        return position;
    }

    private static BigDecimal units(long count) {
        return BigDecimal.valueOf(count);
    }
}
