package market.checkout;

import java.time.Instant;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.LocationId;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * The right to one paid piece, for whoever shows its code.
 *
 * @param piece counted from one within its line
 * @param code a secret of the buyer, as it is stored
 * @param state by the clock: what is overdue is EXPIRED before anybody wrote that down
 * @param redeemedAt null unless it was redeemed
 * @param redeemedLocation null unless its merchant said where
 */
public record Voucher(
        VoucherId id,
        OrderId order,
        MerchantOrderId part,
        MerchantId merchant,
        UUID line,
        int piece,
        ProductId product,
        VariantId variant,
        String sku,
        LocalizedText title,
        String code,
        VoucherState state,
        Instant validUntil,
        Instant issuedAt,
        @Nullable Instant redeemedAt,
        @Nullable LocationId redeemedLocation) {

    private static final int END_LENGTH = 4;

    /** As it is read out and typed. */
    public String readableCode() {
        return VoucherCodes.readable(code);
    }

    /** What tells vouchers apart for people who shall not know the code. */
    public String codeEnd() {
        return code.substring(code.length() - END_LENGTH);
    }
}
