package market.settlement;

import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** One entry: a debit when positive, a credit when negative. */
record Posting(
        AccountKind account,
        String owner,
        Money amount,
        @Nullable UUID merchantOrder) {}
