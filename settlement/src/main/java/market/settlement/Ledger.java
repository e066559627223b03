package market.settlement;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import market.checkout.OrderId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Reads the ledger. */
@Singleton
public class Ledger {

    private static final String BY_ACCOUNT = """
            SELECT e.account_kind, sum(e.amount_minor) AS amount
              FROM settlement.ledger_entry AS e
              JOIN settlement.ledger_transaction AS t ON t.id = e.transaction_id
             WHERE CAST(? AS uuid) IS NULL OR t.order_id = ?
             GROUP BY e.account_kind
             ORDER BY e.account_kind
            """;

    private final JdbcOperations jdbc;

    Ledger(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Over all orders. */
    @Transactional
    public TrialBalance trialBalance() {
        return balance(null);
    }

    /** Of one order; empty while its payment was not posted. */
    @Transactional
    public TrialBalance ofOrder(OrderId order) {
        return balance(order.value());
    }

    private TrialBalance balance(@Nullable UUID order) {
        Map<String, Money> balances = jdbc.prepareStatement(BY_ACCOUNT, statement -> {
            statement.setObject(1, order);
            statement.setObject(2, order);
            var byAccount = new LinkedHashMap<String, Money>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    byAccount.put(rows.getString("account_kind"), Money.cny(rows.getLong("amount")));
                }
            }
            return byAccount;
        });
        var sum = Money.sum(balances.values(), Money.cny(0).currency());
        return new TrialBalance(balances, sum.isZero());
    }
}
