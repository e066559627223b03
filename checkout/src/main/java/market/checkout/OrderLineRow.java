package market.checkout;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.cart.CartLine;
import market.catalog.BundleId;
import market.catalog.PricedLine.PriceStep;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

@MappedEntity(value = "order_line", schema = "checkout")
record OrderLineRow(
        @Id UUID id,
        UUID orderId,
        UUID merchantOrderId,
        int position,
        UUID productId,
        UUID variantId,
        String sku,
        String titleZh,
        @Nullable String titleEn,
        String originCode,
        String categoryCode,
        BigDecimal commissionRate,
        @Nullable Integer voucherDays,
        @Nullable LocalDate shipsFrom,
        long quantity,
        long unitPriceMinor,
        long totalMinor,
        String priceTrace,
        @Nullable String note,
        @Nullable String pavilion,
        @Nullable BigDecimal pavilionFeeRate,
        @Nullable String referral,
        String sources,
        @Nullable UUID bundleId,
        @Nullable String bundleNameZh,
        @Nullable String bundleNameEn) {

    static OrderLineRow of(MerchantOrder part, int position, OrderLine line) {
        var found = line.found();
        var bundle = line.bundle();
        return new OrderLineRow(
                line.id(),
                part.order().value(),
                part.id().value(),
                position,
                line.product().value(),
                line.variant().value(),
                line.sku(),
                line.title().zh(),
                line.title().en(),
                line.originCode(),
                line.categoryCode(),
                line.commissionRate(),
                line.voucherDays(),
                line.shipsFrom(),
                line.quantity(),
                line.unitPrice().minor(),
                line.total().minor(),
                Json.write(line.priceTrace()),
                line.note(),
                found == null ? null : found.pavilion(),
                line.pavilionFeeRate(),
                found == null ? null : found.referral(),
                Json.write(line.sources()),
                bundle == null ? null : bundle.id().value(),
                bundle == null ? null : bundle.name().zh(),
                bundle == null ? null : bundle.name().en());
    }

    OrderLine toLine(String currency) {
        var money = Currency.getInstance(currency);
        return new OrderLine(
                id,
                new ProductId(productId),
                new VariantId(variantId),
                sku,
                new LocalizedText(titleZh, titleEn),
                originCode,
                categoryCode,
                commissionRate,
                voucherDays,
                shipsFrom,
                quantity,
                new Money(unitPriceMinor, money),
                new Money(totalMinor, money),
                Json.read(priceTrace, new TypeReference<List<PriceStep>>() {}),
                pavilion == null && referral == null ? null : new CartLine.Found(pavilion, referral),
                pavilionFeeRate,
                note,
                Json.read(sources, new TypeReference<List<OrderSource>>() {}),
                bundleId == null || bundleNameZh == null
                        ? null
                        : new OrderLine.OfBundle(
                                new BundleId(bundleId), new LocalizedText(bundleNameZh, bundleNameEn)));
    }
}
