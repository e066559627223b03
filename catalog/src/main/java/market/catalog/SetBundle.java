package market.catalog;

import java.time.Instant;
import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * A merchant makes a bundle or rewrites one, found by code.
 *
 * @param currency of all prices in it
 * @param expectedVersion 0 for one that shall be new
 */
public record SetBundle(
        MerchantId merchant,
        String code,
        LocalizedText name,
        String currency,
        List<Part> parts,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean isActive,
        int expectedVersion) {

    public SetBundle {
        parts = List.copyOf(parts);
    }

    /**
     * What shall stand in one bundle.
     *
     * @param unitPrice of one piece
     */
    public record Part(VariantId variant, long quantity, Money unitPrice) {}
}
