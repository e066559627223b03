package market.checkout;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import market.cart.CartLine;
import market.catalog.PricedLine.PriceStep;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.LocalizedText;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What was bought, as it was when it was bought, and where it was taken from.
 *
 * @param found where the buyer came upon it; null when nobody said
 */
public record OrderLine(
        UUID id,
        ProductId product,
        VariantId variant,
        String sku,
        LocalizedText title,
        String originCode,
        String categoryCode,
        BigDecimal commissionRate,
        long quantity,
        Money unitPrice,
        Money total,
        List<PriceStep> priceTrace,
        CartLine.@Nullable Found found,
        @Nullable String note,
        List<OrderSource> sources) {

    public OrderLine {
        priceTrace = List.copyOf(priceTrace);
        sources = List.copyOf(sources);
    }

    /** Batches of all places, each once. */
    public List<OrderSource.Lot> lots() {
        return sources.stream().flatMap(source -> source.lots().stream()).toList();
    }
}
