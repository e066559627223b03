package market.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pavilion may show the goods of a merchant, and what it gets of their sales.
 *
 * @param offeredFee the most that the merchant gives, as a part of one
 * @param feeRate what was agreed; null before
 * @param message what the merchant said
 * @param reason why it was refused or ended
 */
public record PavilionAdmission(
        UUID id,
        UUID pavilion,
        String pavilionHandle,
        MerchantId merchant,
        State state,
        BigDecimal offeredFee,
        @Nullable BigDecimal feeRate,
        @Nullable String message,
        @Nullable String reason,
        Instant appliedAt,
        @Nullable Instant decidedAt,
        int version) {

    /** A fifth of a line. What commission and village leave of it is the bound beside this. */
    public static final BigDecimal FEE_MAX = new BigDecimal("0.2");

    private static final int FEE_SCALE = 4;

    /** How far it is; a closed one stays so, and the merchant may apply anew. */
    public enum State {
        APPLIED,
        ADMITTED,
        REFUSED,
        ENDED
    }

    /** What a curator may decide. */
    public enum Decision {
        ADMIT,
        REFUSE,
        /** Takes all goods of the merchant off the pavilion. */
        END;

        State from() {
            return this == END ? State.ADMITTED : State.APPLIED;
        }

        State to() {
            return switch (this) {
                case ADMIT -> State.ADMITTED;
                case REFUSE -> State.REFUSED;
                case END -> State.ENDED;
            };
        }
    }

    static boolean isFee(BigDecimal rate, BigDecimal most) {
        return rate.signum() >= 0
                && rate.compareTo(most) <= 0
                && rate.stripTrailingZeros().scale() <= FEE_SCALE;
    }
}
