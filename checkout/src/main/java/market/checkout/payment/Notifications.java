package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.UUID;
import market.kernel.Digests;
import market.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What providers tell us unasked: stored byte for byte first, believed second, carried out third. A provider's adapter hands
 * every message over in this order: {@link #receive}, then {@link #forged}, {@link #malformed} or {@link #accept}. Each is a
 * transaction of its own.
 */
@Singleton
public class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    /** A stored message; known when the same bytes were found genuine before, so that nothing is left to do. */
    public record Received(UUID eventId, boolean isKnown) {}

    private final EventRepository events;
    private final ApplyEvents worker;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;
    private final Clock clock;

    Notifications(
            EventRepository events,
            ApplyEvents worker,
            TransactionOperations<Connection> transactions,
            Ids ids,
            Clock clock) {
        this.events = events;
        this.worker = worker;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The key is made of the bytes, not of a number within them: a forgery must not take a real message's place. */
    public Received receive(String provider, byte[] body) {
        var stored = transactions.executeWrite(
                _ -> events.receive(ids.next(), provider, Digests.sha256Hex(body), body, clock.instant()));
        return new Received(stored.id(), stored.isKnown());
    }

    /** Its signature does not hold. */
    public void forged(UUID eventId) {
        refuse(eventId, Refusal.SIGNATURE, false);
    }

    /** It is genuine but says nothing about any attempt. */
    public void malformed(UUID eventId) {
        refuse(eventId, Refusal.MALFORMED, true);
    }

    private void refuse(UUID eventId, Refusal reason, boolean verified) {
        LOG.warn("payment message refused reason={} event={}", reason, eventId);
        transactions.executeWrite(_ -> {
            events.conclude(eventId, new Verdict.Refused(reason), null, verified, clock.instant());
            return true;
        });
    }

    /** It is genuine: once this returns it is carried out for certain, at once as a rule, and the sender may forget it. */
    public void accept(UUID eventId, Snapshot said) {
        transactions.executeWrite(_ -> {
            events.queue(eventId, said, clock.instant());
            return true;
        });
        worker.wake(eventId);
    }
}
