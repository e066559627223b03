package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.List;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Money;
import market.settlement.Ledger;
import market.settlement.TrialBalance;

/** The ledger at a glance. */
@Singleton
class OperatorLedger implements Resolvers {

    /** The sum of one kind of account. */
    private record AccountBalance(String account, Money balance) {}

    private final Ledger ledger;

    OperatorLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("trialBalance", _ -> ledger.trialBalance())
                .type("AccountBalance", AccountBalance.class)
                .field("TrialBalance", TrialBalance.class, "balances", (balance, _) -> balances(balance));
    }

    private static List<AccountBalance> balances(TrialBalance balance) {
        return balance.balances().entrySet().stream()
                .map(entry -> new AccountBalance(entry.getKey(), entry.getValue()))
                .toList();
    }
}
