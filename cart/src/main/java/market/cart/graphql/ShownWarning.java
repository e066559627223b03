package market.cart.graphql;

import java.math.BigDecimal;
import java.util.List;
import market.cart.CartId;
import market.cart.CartWarning;
import market.kernel.GlobalId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** A warning as it is shown: with the cart it is about. */
record ShownWarning(CartId cart, CartWarning warning) {

    static List<ShownWarning> of(CartId cart, List<CartWarning> warnings) {
        return warnings.stream().map(warning -> new ShownWarning(cart, warning)).toList();
    }

    CartWarning.Code code() {
        return warning.code();
    }

    @Nullable
    String lineId() {
        var line = warning.line();
        return line == null ? null : ShownLine.id(cart, line);
    }

    String variantId() {
        return GlobalId.of("var", warning.variant());
    }

    @Nullable
    Money before() {
        return warning.before();
    }

    @Nullable
    Money now() {
        return warning.now();
    }

    @Nullable
    BigDecimal quantity() {
        var quantity = warning.quantity();
        return quantity == null ? null : BigDecimal.valueOf(quantity);
    }
}
