package market.catalog;

import java.math.BigDecimal;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of goods.
 *
 * @param commissionRate the platform's share of a sale, for example 0.0500
 */
public record Category(
        String code, @Nullable String parent, LocalizedText name, BigDecimal commissionRate, int position) {}
