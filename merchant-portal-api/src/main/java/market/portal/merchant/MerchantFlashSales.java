package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.FlashSale;
import market.inventory.FlashSaleId;
import market.inventory.FlashSales;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.PageStart;
import market.portal.Scopes;

/** A merchant's own flash sales. */
@Singleton
class MerchantFlashSales implements Resolvers {

    private static final String SCOPE = "stock.read";
    private static final String ORDER = "flash-sales";
    private static final String TYPE = "FlashSale";
    private static final FlashSaleId NEWEST = new FlashSaleId(new UUID(-1, -1));

    /** Loads how much a sale has left. */
    private record LeftOf(FlashSale sale) {}

    private final FlashSales sales;
    private final FlashSaleMutations mutations;

    MerchantFlashSales(FlashSales sales, FlashSaleMutations mutations) {
        this.sales = sales;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("flashSales", this::page)
                .node("fls", this::find)
                .connection("FlashSaleConnection", "FlashSaleEdge")
                .mutation("flashSaleCreate", mutations::create)
                .payload("FlashSaleCreatePayload", "flashSale")
                .mutation("flashSaleCancel", mutations::cancel)
                .payload("FlashSaleCancelPayload", "flashSale")
                .loader(LeftOf.class, this::load)
                .field(TYPE, FlashSale.class, "id", (sale, _) -> GlobalId.of("fls", sale.id()))
                .field(TYPE, FlashSale.class, "variant", (sale, call) -> call.load(sale.variant()))
                .field(TYPE, FlashSale.class, "locationId", (sale, _) -> GlobalId.of("loc", sale.location()))
                .field(TYPE, FlashSale.class, "quantity", (sale, _) -> BigDecimal.valueOf(sale.quantity()))
                .field(TYPE, FlashSale.class, "perBuyerLimit", (sale, _) -> BigDecimal.valueOf(sale.perBuyerLimit()))
                .field(TYPE, FlashSale.class, "left", (sale, call) -> call.load(new LeftOf(sale)));
    }

    private Map<LeftOf, BigDecimal> load(Collection<LeftOf> keys) {
        var left = sales.left(keys.stream().map(LeftOf::sale).toList());
        return keys.stream()
                .collect(Collectors.toMap(key -> key, key -> BigDecimal.valueOf(left.getOrDefault(key.sale.id(), 0L))));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var before = paging.after(ORDER, 1)
                .map(values -> new FlashSaleId(PageStart.uuid(values.getFirst())))
                .orElse(NEWEST);
        return Connection.of(
                sales.page(call.merchantUser().merchant(), before, paging.first()),
                paging,
                sale -> Cursor.of(ORDER, sale.id().value().toString()));
    }

    private Optional<FlashSale> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return sales.find(call.merchantUser().merchant(), new FlashSaleId(id));
    }
}
