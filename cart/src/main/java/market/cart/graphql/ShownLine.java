package market.cart.graphql;

import java.time.LocalDate;
import java.util.List;
import market.cart.CartId;
import market.cart.CartLineId;
import market.cart.PricedCartLine;
import market.catalog.PricedLine;
import market.kernel.GlobalId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** A line as it is shown: with the cart it stands in, since its id must lead back there. */
record ShownLine(CartId cart, PricedCartLine priced) {

    static List<ShownLine> of(CartId cart, List<PricedCartLine> lines) {
        return lines.stream().map(line -> new ShownLine(cart, line)).toList();
    }

    static String id(CartId cart, CartLineId line) {
        return GlobalId.of("lin", new GlobalId.Pair(cart.value(), line.value()));
    }

    String id() {
        return id(cart, priced.line().id());
    }

    Money unitPrice() {
        return priced.price().unitPrice();
    }

    Money total() {
        return priced.price().total();
    }

    List<PricedLine.PriceStep> priceTrace() {
        return priced.price().trace();
    }

    @Nullable
    String note() {
        return priced.line().note();
    }

    @Nullable
    String pavilionHandle() {
        var found = priced.line().found();
        return found == null ? null : found.pavilion();
    }

    @Nullable
    String referralCode() {
        var found = priced.line().found();
        return found == null ? null : found.referral();
    }

    @Nullable
    LocalDate shipsFrom() {
        var preSale = priced.offer().variant().preSale();
        return preSale == null ? null : preSale.shipsFrom();
    }

    @Nullable
    ShownBundle bundle() {
        var own = priced.line().bundle();
        var now = priced.bundle();
        return own == null || now == null ? null : new ShownBundle(own.id(), now);
    }

    PricedCartLine.@Nullable UnavailableReason unavailableReason() {
        return priced.unavailableReason();
    }
}
