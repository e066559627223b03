package market.inventory;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A part of the stock of one variant that is sold within a time, so much to each buyer at most.
 *
 * @param step whose stock was set aside when it was made
 * @param quantity pieces set aside at first
 * @param perBuyerLimit pieces that one buyer may have in orders that are not cancelled
 * @param endedAt when what was left became free; null until then
 */
public record FlashSale(
        FlashSaleId id,
        MerchantId merchant,
        ProductId product,
        VariantId variant,
        UnitStep step,
        LocationId location,
        long quantity,
        long perBuyerLimit,
        Instant startsAt,
        Instant endsAt,
        FlashSaleState state,
        @Nullable Instant endedAt) {

    private static final String PREFIX = "flash:";

    /** Whose earmark its stock is. */
    public String channel() {
        return channel(id);
    }

    static String channel(FlashSaleId sale) {
        return PREFIX + sale.value();
    }

    /** The sale whose earmark a channel is; empty for channels outside the market. */
    static Optional<FlashSaleId> ofChannel(@Nullable String channel) {
        return channel == null || !channel.startsWith(PREFIX) || channel.length() != PREFIX.length() + 36
                ? Optional.empty()
                : Optional.of(new FlashSaleId(UUID.fromString(channel.substring(PREFIX.length()))));
    }

    boolean isRunningAt(Instant time) {
        return state != FlashSaleState.ENDED && !time.isBefore(startsAt) && time.isBefore(endsAt);
    }

    long limitUnits() {
        return Math.multiplyExact(perBuyerLimit, step.units());
    }
}
