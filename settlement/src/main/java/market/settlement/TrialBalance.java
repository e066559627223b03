package market.settlement;

import java.util.Map;
import market.kernel.Money;

/**
 * The ledger at a glance.
 *
 * @param balances by kind of account: debits positive, credits negative; they sum to zero
 */
public record TrialBalance(Map<String, Money> balances, boolean isBalanced) {}
