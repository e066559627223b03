package market.checkout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.cart.CartLine;
import market.catalog.BundleId;
import market.catalog.PricedLine.PriceStep;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.LocalizedText;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What was bought, as it was when it was bought, and where it was taken from.
 *
 * @param voucherDays how long its vouchers can be redeemed, one for each piece; null for goods that are carried
 * @param shipsFrom the first day on which it was promised to be sent; null when it is sent as usual
 * @param found where the buyer came upon it; null when nobody said
 * @param pavilionFeeRate what the pavilion in it gets of the line; null when nothing was agreed
 * @param bundle null when it was bought for itself
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
        @Nullable Integer voucherDays,
        @Nullable LocalDate shipsFrom,
        long quantity,
        Money unitPrice,
        Money total,
        List<PriceStep> priceTrace,
        CartLine.@Nullable Found found,
        @Nullable BigDecimal pavilionFeeRate,
        @Nullable String note,
        List<OrderSource> sources,
        @Nullable OfBundle bundle) {

    /** The bundle at whose price it was bought, as it was called then. */
    public record OfBundle(BundleId id, LocalizedText name) {}

    public OrderLine {
        priceTrace = List.copyOf(priceTrace);
        sources = List.copyOf(sources);
    }

    /** Whether every piece of it has a code instead of a parcel. */
    public boolean hasVouchers() {
        return voucherDays != null;
    }

    OrderLine withoutVouchers() {
        return new OrderLine(
                id,
                product,
                variant,
                sku,
                title,
                originCode,
                categoryCode,
                commissionRate,
                null,
                shipsFrom,
                quantity,
                unitPrice,
                total,
                priceTrace,
                found,
                pavilionFeeRate,
                note,
                sources,
                bundle);
    }

    /** Batches of all places, each once. */
    public List<OrderSource.Lot> lots() {
        return sources.stream().flatMap(source -> source.lots().stream()).toList();
    }
}
