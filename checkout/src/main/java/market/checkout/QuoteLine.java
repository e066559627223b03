package market.checkout;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import market.cart.CartLine;
import market.catalog.PricedLine;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.Allocation;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** What is bought at which price, frozen: an order line is a copy of it. */
public record QuoteLine(
        UUID cartLine,
        MerchantId merchant,
        ProductId product,
        VariantId variant,
        String sku,
        LocalizedText title,
        String productType,
        String categoryCode,
        BigDecimal commissionRate,
        String originCode,
        long quantity,
        long weightGrams,
        PricedLine price,
        CartLine.@Nullable Found found,
        @Nullable String note,
        List<Allocation> allocations) {

    public QuoteLine {
        allocations = List.copyOf(allocations);
    }

    QuoteLine withAllocations(List<Allocation> held) {
        return new QuoteLine(
                cartLine,
                merchant,
                product,
                variant,
                sku,
                title,
                productType,
                categoryCode,
                commissionRate,
                originCode,
                quantity,
                weightGrams,
                price,
                found,
                note,
                held);
    }
}
