package market.checkout.payment;

import jakarta.inject.Singleton;
import java.time.Clock;
import market.kernel.Ids;

/** Takes answers to our own questions; one that does not fit is kept as evidence. */
@Singleton
class SnapshotIntake {

    private final Snapshots snapshots;
    private final EventRepository events;
    private final Ids ids;
    private final Clock clock;

    SnapshotIntake(Snapshots snapshots, EventRepository events, Ids ids, Clock clock) {
        this.snapshots = snapshots;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** In the caller's transaction. */
    void take(String provider, Snapshot answer) {
        switch (snapshots.apply(provider, answer)) {
            case Verdict.Refused refused ->
                events.refusedAnswer(ids.next(), provider, answer, refused.reason(), clock.instant());
            case Verdict.Applied _ -> {}
            case Verdict.Unchanged _ -> {}
        }
    }
}
