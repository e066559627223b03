package market.cart.graphql;

import java.math.BigDecimal;
import market.cart.PricedCartLine;
import market.catalog.BundleId;
import market.graphql.Call;
import market.kernel.GlobalId;
import org.jspecify.annotations.Nullable;

/** The bundle of a line as it is shown. */
record ShownBundle(BundleId id, PricedCartLine.InBundle now) {

    String bundleId() {
        return GlobalId.of("bdl", id);
    }

    @Nullable
    String name(Call call) {
        var known = now.bundle();
        return known == null ? null : known.name().in(call.language());
    }

    BigDecimal quantity() {
        return BigDecimal.valueOf(now.count());
    }

    boolean isOffered() {
        return now.fault() == null;
    }
}
