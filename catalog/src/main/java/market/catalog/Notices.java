package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** What merchants must know, newest first. */
@Singleton
public class Notices {

    /** Sorts after every id. */
    public static final UUID NEWEST = new UUID(-1, -1);

    private final JdbcOperations jdbc;
    private final Ids ids;
    private final Clock clock;

    Notices(JdbcOperations jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** In the caller's transaction: what is told has happened. */
    void tell(MerchantId merchant, Notice.Kind kind, String subject, LocalizedText text) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.notice (id, merchant_id, kind, subject, text_zh, text_en, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, merchant.value());
            statement.setString(3, kind.name());
            statement.setString(4, subject);
            statement.setString(5, text.zh());
            var english = text.en();
            statement.setString(6, english == null ? text.zh() : english);
            statement.setTimestamp(7, Timestamp.from(clock.instant()));
            return statement.executeUpdate();
        });
    }

    /** Start with {@link #NEWEST}. */
    @Transactional(readOnly = true)
    public Slice<Notice> page(MerchantId merchant, UUID before, int limit) {
        return jdbc.prepareStatement("""
                SELECT id, kind, subject, text_zh, text_en, created_at
                  FROM catalog.notice
                 WHERE merchant_id = ? AND id < ?
                 ORDER BY id DESC
                 LIMIT ?
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setObject(2, before);
            statement.setInt(3, limit + 1);
            return Slice.of(read(statement), limit);
        });
    }

    /** One of the merchant's own. */
    @Transactional(readOnly = true)
    public Optional<Notice> find(MerchantId merchant, UUID id) {
        return jdbc.prepareStatement("""
                SELECT id, kind, subject, text_zh, text_en, created_at
                  FROM catalog.notice
                 WHERE merchant_id = ? AND id = ?
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setObject(2, id);
            return read(statement).stream().findFirst();
        });
    }

    private static List<Notice> read(PreparedStatement statement) throws SQLException {
        var notices = new ArrayList<Notice>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                notices.add(new Notice(
                        rows.getObject("id", UUID.class),
                        Notice.Kind.valueOf(rows.getString("kind")),
                        rows.getString("subject"),
                        new LocalizedText(rows.getString("text_zh"), rows.getString("text_en")),
                        rows.getTimestamp("created_at").toInstant()));
            }
        }
        return notices;
    }
}
