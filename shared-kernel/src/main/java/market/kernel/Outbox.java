package market.kernel;

import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import market.kernel.outbox.OutboxRelay;
import market.kernel.outbox.OutboxStore;
import market.kernel.outbox.OutboxWatch;

/** Where a room says what happened. The event is stored in the caller's transaction and delivered after its commit. */
@Singleton
public class Outbox {

    private final OutboxStore store;
    private final OutboxRelay relay;
    private final OutboxWatch watch;
    private final TransactionOperations<Connection> transactions;

    Outbox(OutboxStore store, OutboxRelay relay, OutboxWatch watch, TransactionOperations<Connection> transactions) {
        this.store = store;
        this.relay = relay;
        this.watch = watch;
        this.transactions = transactions;
    }

    public void append(DomainEvent event) {
        append(List.of(event));
    }

    /** Must run inside a transaction: an event of a deed that rolls back was never said. */
    public void append(List<? extends DomainEvent> events) {
        var transaction = transactions
                .findTransactionStatus()
                .orElseThrow(() -> new IllegalStateException("Events are said inside a transaction only"));
        store.append(events);
        transaction.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                watch.tell(events);
                relay.wake(events);
            }
        });
    }
}
