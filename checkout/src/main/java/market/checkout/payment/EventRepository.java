package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** The inbox of what providers say. All methods run in the caller's transaction. */
@Singleton
class EventRepository {

    /** An event as stored: {@code isKnown} when it was found genuine at an earlier delivery. */
    record Received(UUID id, boolean isKnown) {}

    /** A genuine message that waits to be carried out. */
    record Queued(UUID id, String provider, Snapshot said, int tries) {}

    private final JdbcOperations jdbc;

    EventRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The same bytes again are the same event; they are only counted. */
    Received receive(UUID id, String provider, String eventKey, byte[] body, Instant now) {
        return jdbc.prepareStatement("""
                INSERT INTO checkout.provider_event AS event (id, provider, event_key, raw_body, outcome, received_at)
                VALUES (?, ?, ?, ?, 'RECEIVED', ?)
                ON CONFLICT ON CONSTRAINT provider_event_once DO UPDATE SET deliveries = event.deliveries + 1
                RETURNING id, verified AS is_known
                """, statement -> {
            statement.setObject(1, id);
            statement.setString(2, provider);
            statement.setString(3, eventKey);
            statement.setBytes(4, body);
            statement.setObject(5, now.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Received(rows.getObject("id", UUID.class), rows.getBoolean("is_known"));
            }
        });
    }

    /** An event that changed something keeps saying so, however often it is delivered again. */
    void conclude(UUID id, Verdict verdict, @Nullable String attemptNo, boolean verified, Instant now) {
        @Nullable Refusal refusal = verdict instanceof Verdict.Refused refused ? refused.reason() : null;
        jdbc.prepareStatement("""
                UPDATE checkout.provider_event
                   SET outcome = ?, reason = ?, attempt_no = ?, verified = ?, processed_at = ?, next_try_at = NULL
                 WHERE id = ? AND outcome IN ('RECEIVED', 'VERIFIED', 'REFUSED')
                """, statement -> {
            statement.setString(1, verdict.word());
            statement.setString(2, refusal == null ? null : refusal.name());
            statement.setString(3, attemptNo);
            statement.setBoolean(4, verified);
            statement.setObject(5, now.atOffset(ZoneOffset.UTC));
            statement.setObject(6, id);
            return statement.executeUpdate();
        });
    }

    /** It is genuine: what it says is to be carried out now, or later by whoever finds it waiting. */
    void queue(UUID id, Snapshot said, Instant now) {
        jdbc.prepareStatement("""
                UPDATE checkout.provider_event
                   SET outcome = 'VERIFIED', verified = true, reason = NULL, said = CAST(? AS jsonb), attempt_no = ?,
                       next_try_at = ?
                 WHERE id = ? AND NOT verified
                """, statement -> {
            Rows.set(statement, Json.write(said), said.attemptNo(), now, id);
            return statement.executeUpdate();
        });
    }

    /** Nobody else carries it out meanwhile; empty when somebody does, or did. */
    Optional<Queued> take(UUID id) {
        return jdbc.prepareStatement("""
                SELECT id, provider, CAST(said AS text) AS said, tries
                  FROM checkout.provider_event
                 WHERE id = ? AND outcome = 'VERIFIED'
                   FOR UPDATE SKIP LOCKED
                """, statement -> {
            Rows.set(statement, id);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Queued(
                                Rows.id(rows, "id"),
                                rows.getString("provider"),
                                Json.read(rows.getString("said"), Snapshot.class),
                                rows.getInt("tries")))
                        : Optional.<Queued>empty();
            }
        });
    }

    List<UUID> due(Instant now, int limit) {
        return jdbc.prepareStatement("""
                SELECT id
                  FROM checkout.provider_event
                 WHERE outcome = 'VERIFIED' AND next_try_at <= ?
                 ORDER BY next_try_at
                 LIMIT ?
                """, statement -> {
            Rows.set(statement, now, limit);
            try (var rows = statement.executeQuery()) {
                var due = new ArrayList<UUID>();
                while (rows.next()) {
                    due.add(Rows.id(rows, "id"));
                }
                return due;
            }
        });
    }

    /** It is tried again after a pause that doubles up to an hour; tells how often it was tried. */
    int failed(UUID id, Instant now) {
        return jdbc.prepareStatement("""
                UPDATE checkout.provider_event
                   SET tries = tries + 1,
                       next_try_at = CAST(? AS timestamptz) + least(interval '1 hour', interval '1 second' * 2 ^ least(tries, 12))
                 WHERE id = ? AND outcome = 'VERIFIED'
                RETURNING tries
                """, statement -> {
            Rows.set(statement, now, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt("tries") : 0;
            }
        });
    }

    /** Keeps an answer to a question of ours that did not fit; once per attempt and reason, for polls repeat it. */
    void refusedAnswer(UUID id, String provider, Snapshot snapshot, Refusal reason, Instant now) {
        var said =
                "%s %s %s %s".formatted(snapshot.attemptNo(), snapshot.status(), snapshot.tradeNo(), snapshot.amount());
        var received = receive(
                id,
                provider,
                "answer:" + snapshot.attemptNo() + ":" + reason,
                said.getBytes(StandardCharsets.UTF_8),
                now);
        conclude(received.id(), new Verdict.Refused(reason), snapshot.attemptNo(), true, now);
    }
}
