package market.kernel.outbox;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.kernel.DomainEvent;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** The outbox tables. */
@Singleton
public class OutboxStore {

    private final JdbcOperations jdbc;
    private final OutboxListeners listeners;

    OutboxStore(JdbcOperations jdbc, OutboxListeners listeners) {
        this.jdbc = jdbc;
        this.listeners = listeners;
    }

    /** Stores events and one publication per listener in one statement, in the caller's transaction. */
    public void append(List<? extends DomainEvent> events) {
        var ordinals = new ArrayList<Integer>();
        var names = new ArrayList<String>();
        for (var i = 0; i < events.size(); i++) {
            for (var name : listeners.namesFor(events.get(i))) {
                ordinals.add(i);
                names.add(name);
            }
        }
        jdbc.prepareStatement("""
                WITH said AS (
                    INSERT INTO kernel.outbox_event (position, type, aggregate_id, payload)
                    SELECT nextval('kernel.outbox_position'), type, aggregate_id, payload::jsonb
                      FROM unnest(?, ?, ?) WITH ORDINALITY AS event (type, aggregate_id, payload, ordinal)
                     ORDER BY ordinal
                    RETURNING position, type, aggregate_id
                ), numbered AS (
                    SELECT position, type, aggregate_id, row_number() OVER (ORDER BY position) - 1 AS ordinal
                      FROM said
                )
                INSERT INTO kernel.outbox_publication (event_position, listener, aggregate_id)
                SELECT numbered.position, heard.listener, numbered.aggregate_id
                  FROM unnest(?, ?) AS heard (ordinal, listener)
                  JOIN numbered USING (ordinal)
                """, statement -> {
            setTexts(
                    statement,
                    1,
                    events.stream()
                            .map(e -> OutboxListeners.typeName(e.getClass()))
                            .toList());
            setTexts(statement, 2, events.stream().map(DomainEvent::aggregateId).toList());
            setTexts(statement, 3, events.stream().map(Json::write).toList());
            statement.setArray(4, statement.getConnection().createArrayOf("int", ordinals.toArray()));
            setTexts(statement, 5, names);
            return statement.executeUpdate();
        });
    }

    /**
     * Names of the listeners that have a publication to be handed over now.
     *
     * @param from the position behind which to look, by listener
     */
    @Transactional(readOnly = true)
    Set<String> due(Map<String, Long> from) {
        return jdbc.prepareStatement("""
                SELECT known.name
                  FROM unnest(?, ?) AS known (name, position)
                 WHERE EXISTS (
                       SELECT 1
                         FROM kernel.outbox_publication
                        WHERE listener = known.name AND event_position > known.position
                          AND state = 'PENDING' AND due_at <= now())
                """, statement -> {
            var known = List.copyOf(from.entrySet());
            setTexts(statement, 1, known.stream().map(Map.Entry::getKey).toList());
            setPositions(statement, 2, known.stream().map(Map.Entry::getValue).toList());
            var names = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString("name"));
                }
            }
            return names;
        });
    }

    /**
     * Leases the next due publications of one listener. Of each aggregate only those are taken that have no earlier
     * one under way elsewhere, so that order holds over all copies of the engine.
     *
     * @param from the position behind which to look: rows that were delivered before are dead, but read until the next vacuum
     */
    @Transactional
    List<Publication> lease(String listener, long from, int limit, Duration lease) {
        // One copy at a time: two that look at the same moment would split an aggregate's events between them.
        jdbc.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", statement -> {
            statement.setString(1, "outbox " + listener);
            return statement.execute();
        });
        return jdbc.prepareStatement("""
                WITH held AS MATERIALIZED (
                    SELECT aggregate_id, min(event_position) AS event_position
                      FROM kernel.outbox_publication
                     WHERE listener = ? AND state = 'PENDING' AND attempts > 0 AND due_at > now()
                     GROUP BY aggregate_id
                ), due AS (
                    SELECT event_position
                      FROM kernel.outbox_publication AS candidate
                     WHERE listener = ? AND event_position > ? AND state = 'PENDING' AND due_at <= now()
                       AND COALESCE(
                               (SELECT held.event_position
                                  FROM held
                                 WHERE held.aggregate_id = candidate.aggregate_id),
                               candidate.event_position) >= candidate.event_position
                     ORDER BY event_position
                     LIMIT ?
                ), leased AS (
                    UPDATE kernel.outbox_publication AS publication
                       SET due_at = now() + make_interval(secs => ?), attempts = attempts + 1
                      FROM due
                     WHERE publication.listener = ? AND publication.event_position = due.event_position
                    RETURNING publication.event_position, publication.attempts
                )
                SELECT leased.event_position, leased.attempts, event.type, event.payload
                  FROM leased
                  JOIN kernel.outbox_event AS event ON event.position = leased.event_position
                 ORDER BY leased.event_position
                """, statement -> {
            statement.setString(1, listener);
            statement.setString(2, listener);
            statement.setLong(3, from);
            statement.setInt(4, limit);
            statement.setDouble(5, lease.toMillis() / 1000.0);
            statement.setString(6, listener);
            return readPublications(statement, listener);
        });
    }

    /** The watched events that became visible since a snapshot, which is null at the first look. */
    @Transactional(readOnly = true)
    News news(@Nullable String since) {
        return jdbc.prepareStatement("""
                SELECT CAST(pg_current_snapshot() AS text) AS snapshot, event.type, event.payload
                  FROM (SELECT CAST(? AS pg_snapshot) AS snapshot) AS since
                  LEFT JOIN kernel.outbox_event AS event
                    ON event.said_in >= pg_snapshot_xmin(since.snapshot)
                   AND NOT pg_visible_in_snapshot(event.said_in, since.snapshot)
                   AND event.type = ANY (?)
                """, statement -> {
            statement.setString(1, since);
            setTexts(statement, 2, listeners.watchedTypes());
            return readNews(statement);
        });
    }

    private News readNews(PreparedStatement statement) throws SQLException {
        var snapshot = "";
        var events = new ArrayList<DomainEvent>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                snapshot = rows.getString("snapshot");
                var type = rows.getString("type");
                if (type != null) {
                    events.add(Json.read(rows.getString("payload"), listeners.eventType(type)));
                }
            }
        }
        return new News(snapshot, events);
    }

    @Transactional
    void markDone(String listener, Collection<Long> positions) {
        jdbc.prepareStatement("""
                DELETE FROM kernel.outbox_publication
                 WHERE listener = ? AND event_position = ANY (?)
                """, statement -> {
            statement.setString(1, listener);
            setPositions(statement, 2, positions);
            return statement.executeUpdate();
        });
    }

    @Transactional
    void markFailed(Publication publication, Duration retryAfter, boolean dead, String error) {
        jdbc.prepareStatement("""
                UPDATE kernel.outbox_publication
                   SET due_at = now() + make_interval(secs => ?),
                       state = ?, last_error = ?
                 WHERE listener = ? AND event_position = ?
                """, statement -> {
            statement.setDouble(1, retryAfter.toMillis() / 1000.0);
            statement.setString(2, dead ? "DEAD" : "PENDING");
            statement.setString(3, error);
            statement.setString(4, publication.listener());
            statement.setLong(5, publication.eventPosition());
            return statement.executeUpdate();
        });
    }

    /** Ends the lease of a publication that was not tried: it is due again, behind those before it. */
    @Transactional
    void putBack(Publication publication) {
        jdbc.prepareStatement("""
                UPDATE kernel.outbox_publication
                   SET due_at = now(), attempts = attempts - 1
                 WHERE listener = ? AND event_position = ?
                """, statement -> {
            statement.setString(1, publication.listener());
            statement.setLong(2, publication.eventPosition());
            return statement.executeUpdate();
        });
    }

    private List<Publication> readPublications(PreparedStatement statement, String listener) throws SQLException {
        var publications = new ArrayList<Publication>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                var event = Json.read(rows.getString("payload"), listeners.eventType(rows.getString("type")));
                publications.add(
                        new Publication(rows.getLong("event_position"), listener, rows.getInt("attempts"), event));
            }
        }
        return publications;
    }

    private static void setPositions(PreparedStatement statement, int index, Collection<Long> positions)
            throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("bigint", positions.toArray()));
    }

    private static void setTexts(PreparedStatement statement, int index, List<String> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
