package market.graphql;

import java.time.Instant;
import java.util.List;
import market.kernel.GlobalId;
import market.kernel.Sessions;

/**
 * A session as its owner sees it; nobody signs in with what stands here.
 *
 * @param isCurrent whether it is the one that asks
 */
public record DeviceSession(
        String id,
        String device,
        String network,
        Instant signedInAt,
        Instant lastSeenAt,
        Instant endsAt,
        boolean isCurrent) {

    /** Somebody's sessions, in the order given. */
    public static List<DeviceSession> of(List<Sessions.Session> sessions, Call call) {
        var current = Sessions.idOf(call.request().token());
        return sessions.stream()
                .map(session -> new DeviceSession(
                        GlobalId.of("ses", session.id()),
                        session.device(),
                        session.network(),
                        session.openedAt(),
                        session.seenAt(),
                        session.endsAt(),
                        session.id().equals(current)))
                .toList();
    }
}
