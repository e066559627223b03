package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inbox of what providers say. All methods run in the caller's transaction. */
@Singleton
class EventRepository {

    /** An event as stored: {@code isSettled} when it was understood at an earlier delivery. */
    record Received(UUID id, boolean isSettled) {}

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
                RETURNING id, outcome IN ('APPLIED', 'UNCHANGED') AS is_settled
                """, statement -> {
            statement.setObject(1, id);
            statement.setString(2, provider);
            statement.setString(3, eventKey);
            statement.setBytes(4, body);
            statement.setObject(5, now.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Received(rows.getObject("id", UUID.class), rows.getBoolean("is_settled"));
            }
        });
    }

    /** An event that changed something keeps saying so, however often it is delivered again. */
    void conclude(UUID id, Verdict verdict, @Nullable String attemptNo, boolean verified, Instant now) {
        @Nullable Refusal refusal = verdict instanceof Verdict.Refused refused ? refused.reason() : null;
        jdbc.prepareStatement("""
                UPDATE checkout.provider_event
                   SET outcome = ?, reason = ?, attempt_no = ?, verified = ?, processed_at = ?
                 WHERE id = ? AND outcome <> 'APPLIED'
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
