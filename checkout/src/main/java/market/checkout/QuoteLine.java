package market.checkout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.cart.CartLine;
import market.catalog.DeliveryKind;
import market.catalog.PricedLine;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.Allocation;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * What is bought at which price, frozen: an order line is a copy of it.
 *
 * @param voucherDays how long a voucher for it can be redeemed; null for goods that are carried
 * @param shipsFrom the first day on which it is sent, of goods on pre-sale; null for others
 * @param pavilionFeeRate what was agreed with the pavilion in which it was found; null when nothing was
 * @param bundle null when it is bought for itself
 */
public record QuoteLine(
        UUID cartLine,
        MerchantId merchant,
        ProductId product,
        VariantId variant,
        String sku,
        LocalizedText title,
        String productType,
        @Nullable DeliveryKind delivery,
        @Nullable Integer voucherDays,
        @Nullable LocalDate shipsFrom,
        String categoryCode,
        BigDecimal commissionRate,
        String originCode,
        long quantity,
        long weightGrams,
        PricedLine price,
        CartLine.@Nullable Found found,
        @Nullable BigDecimal pavilionFeeRate,
        @Nullable String note,
        List<Allocation> allocations,
        @Nullable Bundled bundle) {

    public QuoteLine {
        allocations = List.copyOf(allocations);
    }

    /** Quotes that were frozen before kinds told it say none. */
    public DeliveryKind deliveryKind() {
        return delivery == null ? DeliveryKind.PARCEL : delivery;
    }

    /** As an order keeps it; null when it is bought for itself. */
    public OrderLine.@Nullable OfBundle keptBundle() {
        return bundle == null ? null : bundle.kept();
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
                delivery,
                voucherDays,
                shipsFrom,
                categoryCode,
                commissionRate,
                originCode,
                quantity,
                weightGrams,
                price,
                found,
                pavilionFeeRate,
                note,
                held,
                bundle);
    }
}
