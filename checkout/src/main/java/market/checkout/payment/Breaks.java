package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The door of differences between bills and books. */
@Singleton
public class Breaks {

    private final BreakRepository breaks;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    Breaks(BreakRepository breaks, TransactionOperations<Connection> transactions, Clock clock) {
        this.breaks = breaks;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** In the order in which they were found. */
    public List<PaymentBreak> page(Set<PaymentBreak.State> states, UUID after, int limit) {
        return transactions.executeRead(_ -> breaks.page(states, after, limit));
    }

    public Optional<PaymentBreak> find(UUID id) {
        return transactions.executeRead(_ -> breaks.find(id));
    }

    /** False when there is no such open difference. */
    public boolean settle(UUID id, String note, UUID by) {
        return transactions.executeWrite(_ -> breaks.settle(id, note, by, clock.instant()));
    }
}
