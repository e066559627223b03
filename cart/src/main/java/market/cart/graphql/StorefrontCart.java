package market.cart.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import market.cart.CartId;
import market.cart.CartPricing;
import market.cart.Carts;
import market.cart.MoveCartLines;
import market.cart.PricedCart;
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
                .pairNode("lin", this::findLine)
                .mutation("cartCreate", mutations::create)
                .mutation("cartLinesAdd", mutations::add)
                .mutation("cartBundleAdd", mutations::addBundle)
                .mutation("cartLinesUpdate", mutations::update)
                .mutation("cartLinesSave", call -> mutations.move(call, MoveCartLines.Shelf.SAVED))
                .mutation("cartLinesRestore", call -> mutations.move(call, MoveCartLines.Shelf.CART))
                .mutation("cartNoteSet", mutations::setNote)
                .payload("CartCreatePayload", "cart")
                .payload("CartLinesAddPayload", "cart")
                .payload("CartBundleAddPayload", "cart")
                .payload("CartLinesUpdatePayload", "cart")
                .payload("CartLinesSavePayload", "cart")
                .payload("CartLinesRestorePayload", "cart")
                .payload("CartNoteSetPayload", "cart")
                .errors("CartErrorCode", CartErrorCode.class)
                .type("CartUserError", CartUserError.class)
                .type("AllowedQuantity", CartUserError.AllowedQuantity.class);
        carts(wiring);
        lines(wiring);
    }

    private static void carts(Wiring wiring) {
        wiring.field("Cart", PricedCart.class, "id", (cart, _) -> GlobalId.of("crt", idOf(cart)))
                .field(
                        "Cart",
                        PricedCart.class,
                        "version",
                        (cart, _) -> cart.cart().version())
                .field(
                        "Cart",
                        PricedCart.class,
                        "purpose",
                        (cart, _) -> cart.cart().purpose())
                .field(
                        "Cart",
                        PricedCart.class,
                        "note",
                        (cart, _) -> cart.cart().note())
                .field("Cart", PricedCart.class, "saved", (cart, _) -> ShownLine.of(idOf(cart), cart.saved()))
                .field("Cart", PricedCart.class, "lines", StorefrontCart::lines)
                .field("Cart", PricedCart.class, "groups", (cart, _) -> ShownGroup.of(cart))
                .field("Cart", PricedCart.class, "warnings", (cart, _) -> ShownWarning.of(idOf(cart), cart.warnings()))
                .connection("CartLineConnection", "CartLineEdge")
                .field("CartMerchantGroup", ShownGroup.class, "merchant", StorefrontCart::seller);
    }

    private static void lines(Wiring wiring) {
        wiring.field(
                        "CartLine",
                        ShownLine.class,
                        "variant",
                        (line, _) -> line.priced().offer().variant())
                .field(
                        "CartLine",
                        ShownLine.class,
                        "product",
                        (line, call) ->
                                call.load(line.priced().offer().product().id()))
                .field(
                        "CartLine",
                        ShownLine.class,
                        "quantity",
                        (line, _) -> BigDecimal.valueOf(line.priced().line().quantity()))
                .type("CartLineBundle", ShownBundle.class)
                .field("CartLineBundle", ShownBundle.class, "name", ShownBundle::name)
                .type("PriceTraceStep", PricedLine.PriceStep.class)
                .field("CartWarning", ShownWarning.class, "message", WarningText::of);
    }

    /** Read with the prices already. */
    private static @Nullable Object seller(ShownGroup group, Call call) {
        var known = group.known();
        return known == null ? call.load(group.seller()) : known;
    }

    private static CartId idOf(PricedCart cart) {
        return cart.cart().id();
    }

    private static Connection lines(PricedCart cart, Call call) {
        return Connection.ofWhole(
                ShownLine.of(idOf(cart), cart.lines()),
                call.paging(),
                line -> Cursor.of(LINE_ORDER, line.priced().line().id().value().toString()));
    }

    private Optional<ShownLine> findLine(GlobalId.Pair id, Call call) {
        return find(id.first(), call).stream()
                .flatMap(cart -> Stream.concat(cart.lines().stream(), cart.saved().stream())
                        .map(line -> new ShownLine(idOf(cart), line)))
                .filter(line -> line.priced().line().id().value().equals(id.second()))
                .findFirst();
    }

    private @Nullable Object cart(Call call) {
        return call.arguments().id("id", "crt").flatMap(id -> find(id, call)).orElse(null);
    }

    private Optional<PricedCart> find(UUID id, Call call) {
        return carts.find(new CartId(id), call.actor()).map(cart -> pricing.show(cart, call.actor()));
    }

    private @Nullable Object myCart(Call call) {
        return call.shopper()
                .flatMap(carts::ofShopper)
                .map(cart -> pricing.show(cart, call.actor()))
                .orElse(null);
    }
}
