package market.catalog;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A curator decides of a merchant's admission.
 *
 * @param feeRate when it is admitted: null for what was offered
 * @param reason when it is refused or ended
 */
public record DecideAdmission(
        Pavilion pavilion,
        UUID admission,
        PavilionAdmission.Decision decision,
        @Nullable BigDecimal feeRate,
        @Nullable String reason,
        UUID curator,
        int expectedVersion) {}
