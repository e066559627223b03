package market.checkout;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import market.catalog.PricedLine.PriceStep;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.LocalizedText;
import market.kernel.Money;

/** What was bought, as it was when it was bought. */
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
        List<PriceStep> priceTrace) {}
