package market.inventory;

import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Makes a place where a merchant keeps goods, or changes one.
 *
 * @param id null: a new place
 * @param regionCode a code of the region tree; the caller vouches for it
 * @param deliversTo likewise
 */
public record SetLocation(
        MerchantId merchant,
        @Nullable LocationId id,
        String code,
        LocalizedText name,
        String regionCode,
        LocationKind kind,
        boolean isColdChain,
        boolean isActive,
        List<String> deliversTo) {}
