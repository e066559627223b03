package market.server.web;

import jakarta.inject.Singleton;
import java.util.List;
import market.catalog.PavilionChanged;
import market.catalog.ProductChanged;
import market.graphql.ForgottenKeys;
import market.inventory.StockChanged;
import market.kernel.DomainEvent;
import market.kernel.GlobalId;
import market.kernel.OutboxWatcher;
import market.merchants.MerchantChanged;

/** Tells this copy's stored answers what changed, in terms of their surrogate keys. */
@Singleton
class ForgettingAnswers implements OutboxWatcher {

    private final ForgottenKeys forgotten;

    ForgettingAnswers(ForgottenKeys forgotten) {
        this.forgotten = forgotten;
    }

    @Override
    public List<Class<? extends DomainEvent>> watches() {
        return List.of(ProductChanged.class, PavilionChanged.class, StockChanged.class, MerchantChanged.class);
    }

    @Override
    public void on(DomainEvent event) {
        switch (event) {
            case ProductChanged changed -> {
                forgotten.forget(GlobalId.of("prd", changed.product()));
                forgotten.forget(ForgottenKeys.LISTINGS);
            }
            case PavilionChanged changed -> forgotten.forget(GlobalId.of("pav", changed.pavilion()));
            case StockChanged changed -> forgotten.forget(GlobalId.of("prd", changed.product()));
            case MerchantChanged changed -> {
                forgotten.forget(GlobalId.of("mer", changed.merchant()));
                forgotten.forget(ForgottenKeys.LISTINGS);
            }
            default -> throw new IllegalArgumentException("Not watched: " + event);
        }
    }
}
