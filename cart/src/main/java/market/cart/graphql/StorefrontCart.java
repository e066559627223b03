package market.cart.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import market.cart.CartId;
import market.cart.CartLineId;
import market.cart.CartPricing;
import market.cart.CartWarning;
import market.cart.Carts;
import market.cart.PricedCart;
import market.cart.PricedCartLine;
import market.catalog.PricedLine;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import org.jspecify.annotations.Nullable;

/** Carts on the storefront, priced once per answer. */
@Singleton
class StorefrontCart implements Resolvers {

    private static final String LINE_ORDER = "cart lines";

    private final Carts carts;
    private final CartPricing pricing;
    private final CartMutations mutations;

    StorefrontCart(Carts carts, CartPricing pricing, CartMutations mutations) {
        this.carts = carts;
        this.pricing = pricing;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.STOREFRONT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("cart", this::cart)
                .query("myCart", this::myCart)
                .node("crt", this::find)
                .mutation("cartCreate", mutations::create)
                .mutation("cartLinesAdd", mutations::add)
                .mutation("cartLinesUpdate", mutations::update)
                .payload("CartCreatePayload", "cart")
                .payload("CartLinesAddPayload", "cart")
                .payload("CartLinesUpdatePayload", "cart")
                .type("CartUserError", CartUserError.class)
                .type("AllowedQuantity", CartUserError.AllowedQuantity.class);
        carts(wiring);
        lines(wiring);
        warnings(wiring);
    }

    private static void carts(Wiring wiring) {
        wiring.field(
                        "Cart",
                        PricedCart.class,
                        "id",
                        (cart, _) -> GlobalId.of("crt", cart.cart().id()))
                .field(
                        "Cart",
                        PricedCart.class,
                        "version",
                        (cart, _) -> cart.cart().version())
                .field("Cart", PricedCart.class, "lines", (cart, call) -> lines(cart, call))
                .connection("CartLineConnection", "CartLineEdge")
                .field(
                        "CartMerchantGroup",
                        PricedCart.MerchantGroup.class,
                        "merchant",
                        (group, call) -> call.load(group.merchant()));
    }

    private static void lines(Wiring wiring) {
        wiring.field(
                        "CartLine",
                        PricedCartLine.class,
                        "id",
                        (line, _) -> lineId(line.line().id()))
                .field(
                        "CartLine",
                        PricedCartLine.class,
                        "variant",
                        (line, _) -> line.offer().variant())
                .field(
                        "CartLine",
                        PricedCartLine.class,
                        "product",
                        (line, call) -> call.load(line.offer().product().id()))
                .field(
                        "CartLine",
                        PricedCartLine.class,
                        "quantity",
                        (line, _) -> BigDecimal.valueOf(line.line().quantity()))
                .field(
                        "CartLine",
                        PricedCartLine.class,
                        "unitPrice",
                        (line, _) -> line.price().unitPrice())
                .field(
                        "CartLine",
                        PricedCartLine.class,
                        "total",
                        (line, _) -> line.price().total())
                .field(
                        "CartLine",
                        PricedCartLine.class,
                        "priceTrace",
                        (line, _) -> line.price().trace())
                .type("PriceTraceStep", PricedLine.PriceStep.class);
    }

    private static void warnings(Wiring wiring) {
        wiring.field("CartWarning", CartWarning.class, "lineId", (warning, _) -> {
                    var line = warning.line();
                    return line == null ? null : lineId(line);
                })
                .field("CartWarning", CartWarning.class, "quantity", (warning, _) -> {
                    var quantity = warning.quantity();
                    return quantity == null ? null : BigDecimal.valueOf(quantity);
                })
                .field("CartWarning", CartWarning.class, "message", WarningText::of);
    }

    private static String lineId(CartLineId line) {
        return GlobalId.of("lin", line);
    }

    private static Connection lines(PricedCart cart, Call call) {
        return Connection.ofWhole(
                cart.lines(),
                call.paging(),
                line -> Cursor.of(LINE_ORDER, line.line().id().value().toString()));
    }

    private @Nullable Object cart(Call call) {
        return call.arguments().id("id", "crt").flatMap(id -> find(id, call)).orElse(null);
    }

    private Optional<PricedCart> find(UUID id, Call call) {
        return carts.find(new CartId(id), call.actor()).map(cart -> pricing.price(cart, call.actor()));
    }

    private @Nullable Object myCart(Call call) {
        return call.shopper()
                .flatMap(carts::ofShopper)
                .map(cart -> pricing.price(cart, call.actor()))
                .orElse(null);
    }
}
